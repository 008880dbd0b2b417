import { formatMoney } from '../locale.js';
import type { Phrases } from '../phrases.js';

export const de: Phrases = {
  letters: {
    WELCOME: ({ firstName }) => ({
      subject: 'Willkommen bei Souk',
      body: [`Hallo ${firstName},`, 'Ihr Konto ist bereit. Viel Freude auf dem Markt!'],
    }),
    ORDER_PLACED: ({ number }) => ({
      subject: `Wir haben Ihre Bestellung ${number} erhalten`,
      body: ['Vielen Dank. Bis zur Zahlung halten wir für Sie zurück:'],
    }),
    ORDER_PAID: ({ number }) => ({
      subject: `Ihre Bestellung ${number} ist bestätigt`,
      body: ['Ihre Zahlung ist eingegangen, und das Lager packt:'],
    }),
    PAYMENT_FAILED: ({ number }) => ({
      subject: `Die Zahlung Ihrer Bestellung ${number} ist fehlgeschlagen`,
      body: [
        'Es wurde nichts abgebucht. Wir halten die Ware noch eine Weile zurück; bitte versuchen Sie es noch einmal oder zahlen Sie auf anderem Weg:',
      ],
    }),
    ORDER_SHIPPED: ({ number, carrier, trackingNumber }) => ({
      subject: `Ihre Bestellung ${number} ist unterwegs`,
      body: [`${carrier} hat Ihr Paket, Sendungsnummer ${trackingNumber}.`],
    }),
    ORDER_DELIVERED: ({ number }) => ({
      subject: `Ihre Bestellung ${number} ist angekommen`,
      body: ['Alles ist zugestellt:'],
    }),
    ORDER_CANCELLED: ({ number, reason, refunded }) => ({
      subject: `Ihre Bestellung ${number} wurde storniert`,
      body: [
        `Grund: ${reason}`,
        refunded ? `Wir erstatten Ihnen ${formatMoney(refunded, 'de')} auf dem Weg, auf dem Sie gezahlt haben.` : '',
      ],
    }),
    ORDER_REFUNDED: ({ number, reason, refunded }) => ({
      subject: `Eine Erstattung zu Ihrer Bestellung ${number}`,
      body: [
        `Wir erstatten Ihnen ${formatMoney(refunded, 'de')} auf dem Weg, auf dem Sie gezahlt haben. Bis Ihre Bank es anzeigt, vergehen einige Tage.`,
        reason ? `Grund: ${reason}` : '',
      ],
    }),
    RETURN_REQUESTED: ({ number }) => ({
      subject: `Wir haben Ihren Rückgabewunsch zur Bestellung ${number} erhalten`,
      body: ['Wir prüfen ihn und melden uns wieder. Es geht um:'],
    }),
    RETURN_APPROVED: ({ number, note }) => ({
      subject: `Ihre Rückgabe zur Bestellung ${number} ist angenommen`,
      body: [note ?? '', 'Bitte senden Sie zurück:'],
    }),
    RETURN_REJECTED: ({ number, note }) => ({
      subject: `Ihre Rückgabe zur Bestellung ${number} wurde abgelehnt`,
      body: [note ? `Grund: ${note}` : '', 'Es ging um:'],
    }),
    RETURN_RECEIVED: ({ number }) => ({
      subject: `Ihre Rücksendung zur Bestellung ${number} ist angekommen`,
      body: ['Wir sehen uns an, was gekommen ist, und schreiben Ihnen wegen der Erstattung:'],
    }),
    BACK_IN_STOCK: ({ name }) => ({
      subject: `${name} ist wieder da`,
      body: ['Sie wollten es wissen. Zurücklegen können wir nichts; seien Sie also schnell.'],
    }),
    CART_ABANDONED: () => ({ subject: 'In Ihrem Warenkorb liegt noch etwas', body: ['Es wartet auf Sie:'] }),
    LOW_STOCK: ({ name, sku, available }) => ({
      subject: `${name} geht zur Neige`,
      body: [`Von ${sku} noch zu verkaufen: ${available}.`],
    }),
  },
  total: 'Summe',
  follow: 'Hier verfolgen',
  unsubscribe: {
    link: 'Keine Nachrichten dieser Art mehr',
    question: 'Möchten Sie keine Nachrichten dieser Art mehr bekommen?',
    button: 'Keine mehr',
    done: 'Sie bekommen keine Nachrichten dieser Art mehr. In Ihrem Konto können Sie es sich anders überlegen.',
    invalid: 'Dieser Link ist nicht gültig. Melden Sie sich an, um zu wählen, worüber wir Ihnen schreiben.',
  },
};
