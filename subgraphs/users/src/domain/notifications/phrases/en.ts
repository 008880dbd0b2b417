import { formatMoney } from '../locale.js';
import type { Phrases } from '../phrases.js';

export const en: Phrases = {
  letters: {
    WELCOME: ({ firstName }) => ({
      subject: 'Welcome to Souk',
      body: [`Hello ${firstName},`, 'your account is ready. Enjoy the market.'],
    }),
    ORDER_PLACED: ({ number }) => ({
      subject: `We received your order ${number}`,
      body: ['Thank you. We hold these for you until the payment is made:'],
    }),
    ORDER_PAID: ({ number }) => ({
      subject: `Your order ${number} is confirmed`,
      body: ['Your payment arrived and the warehouse is packing:'],
    }),
    PAYMENT_FAILED: ({ number }) => ({
      subject: `The payment for your order ${number} did not go through`,
      body: ['Nothing was charged. We hold these for you a little longer; please try again or pay another way:'],
    }),
    ORDER_SHIPPED: ({ number, carrier, trackingNumber }) => ({
      subject: `Your order ${number} is on its way`,
      body: [`${carrier} has your parcel, tracking number ${trackingNumber}.`],
    }),
    ORDER_DELIVERED: ({ number }) => ({
      subject: `Your order ${number} has arrived`,
      body: ['Everything is delivered:'],
    }),
    ORDER_CANCELLED: ({ number, reason, refunded }) => ({
      subject: `Your order ${number} was cancelled`,
      body: [`Reason: ${reason}`, refunded ? `We return ${formatMoney(refunded, 'en')} to you the way you paid.` : ''],
    }),
    ORDER_REFUNDED: ({ number, reason, refunded }) => ({
      subject: `A refund for your order ${number}`,
      body: [
        `We return ${formatMoney(refunded, 'en')} to you the way you paid. It takes your bank a few days to show it.`,
        reason ? `Reason: ${reason}` : '',
      ],
    }),
    RETURN_REQUESTED: ({ number }) => ({
      subject: `We received your return request for order ${number}`,
      body: ['We look at it and write to you again. It is about:'],
    }),
    RETURN_APPROVED: ({ number, note }) => ({
      subject: `Your return for order ${number} is approved`,
      body: [note ?? '', 'Please send these back:'],
    }),
    RETURN_REJECTED: ({ number, note }) => ({
      subject: `Your return for order ${number} was refused`,
      body: [note ? `Reason: ${note}` : '', 'It was about:'],
    }),
    RETURN_RECEIVED: ({ number }) => ({
      subject: `Your return for order ${number} has arrived`,
      body: ['We look at what came and write to you about the refund:'],
    }),
    BACK_IN_STOCK: ({ name }) => ({
      subject: `${name} is back in stock`,
      body: ['You asked us to tell you. We can’t hold it for you, so be quick.'],
    }),
    CART_ABANDONED: () => ({ subject: 'There is something in your cart', body: ['It is still there for you:'] }),
    LOW_STOCK: ({ name, sku, available }) => ({
      subject: `${name} is running low`,
      body: [`Pieces of ${sku} left to sell: ${available}.`],
    }),
  },
  total: 'Total',
  follow: 'Follow it here',
  unsubscribe: {
    link: 'No more messages of this kind',
    question: 'Do you want no more messages of this kind?',
    button: 'No more of them',
    done: 'You will get no more messages of this kind. You can change your mind in your account.',
    invalid: 'This link is not valid. Sign in to choose what we write to you about.',
  },
};
