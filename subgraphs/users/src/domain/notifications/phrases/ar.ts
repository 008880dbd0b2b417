import { formatMoney } from '../locale.js';
import type { Phrases } from '../phrases.js';

export const ar: Phrases = {
  letters: {
    WELCOME: ({ firstName }) => ({
      subject: 'مرحبًا بك في Souk',
      body: [`مرحبًا ${firstName}،`, 'حسابك جاهز. نتمنى لك تسوقًا ممتعًا.'],
    }),
    ORDER_PLACED: ({ number }) => ({
      subject: `استلمنا طلبك ${number}`,
      body: ['شكرًا لك. نحتفظ لك بهذه المنتجات إلى حين إتمام الدفع:'],
    }),
    ORDER_PAID: ({ number }) => ({
      subject: `تم تأكيد طلبك ${number}`,
      body: ['وصل المبلغ، والمستودع يجهّز طلبك:'],
    }),
    PAYMENT_FAILED: ({ number }) => ({
      subject: `لم تتم عملية الدفع لطلبك ${number}`,
      body: ['لم يُخصم أي مبلغ. نحتفظ لك بالمنتجات لبعض الوقت؛ يُرجى المحاولة مرة أخرى أو الدفع بطريقة أخرى:'],
    }),
    ORDER_SHIPPED: ({ number, carrier, trackingNumber }) => ({
      subject: `طلبك ${number} في الطريق إليك`,
      body: [`شحنتك لدى ${carrier}، ورقم التتبع ${trackingNumber}.`],
    }),
    ORDER_DELIVERED: ({ number }) => ({
      subject: `وصل طلبك ${number}`,
      body: ['تم تسليم كل المنتجات:'],
    }),
    ORDER_CANCELLED: ({ number, reason, refunded }) => ({
      subject: `أُلغي طلبك ${number}`,
      body: [`السبب: ${reason}`, refunded ? `نعيد إليك ${formatMoney(refunded, 'ar')} بالطريقة التي دفعت بها.` : ''],
    }),
    ORDER_REFUNDED: ({ number, reason, refunded }) => ({
      subject: `استرداد مبلغ لطلبك ${number}`,
      body: [
        `نعيد إليك ${formatMoney(refunded, 'ar')} بالطريقة التي دفعت بها. قد يستغرق ظهوره لدى مصرفك بضعة أيام.`,
        reason ? `السبب: ${reason}` : '',
      ],
    }),
    RETURN_REQUESTED: ({ number }) => ({
      subject: `استلمنا طلب الإرجاع للطلب ${number}`,
      body: ['سنراجعه ونكتب إليك مجددًا. يتعلق الأمر بالآتي:'],
    }),
    RETURN_APPROVED: ({ number, note }) => ({
      subject: `تمت الموافقة على الإرجاع للطلب ${number}`,
      body: [note ?? '', 'يُرجى إرسال الآتي إلينا:'],
    }),
    RETURN_REJECTED: ({ number, note }) => ({
      subject: `رُفض الإرجاع للطلب ${number}`,
      body: [note ? `السبب: ${note}` : '', 'كان الأمر يتعلق بالآتي:'],
    }),
    RETURN_RECEIVED: ({ number }) => ({
      subject: `وصل ما أرجعته من الطلب ${number}`,
      body: ['سنفحص ما وصل ونكتب إليك بشأن استرداد المبلغ:'],
    }),
    BACK_IN_STOCK: ({ name }) => ({
      subject: `${name} متوفر من جديد`,
      body: ['طلبت منا إبلاغك. لا يمكننا حجزه لك، فبادر بالطلب.'],
    }),
    CART_ABANDONED: () => ({ subject: 'في سلتك منتجات تنتظرك', body: ['ما زالت في سلتك:'] }),
    LOW_STOCK: ({ name, sku, available }) => ({
      subject: `أوشك ${name} على النفاد`,
      body: [`عدد القطع المتبقية للبيع من ${sku}: ${available}.`],
    }),
  },
  total: 'المجموع',
  follow: 'تابعه هنا',
  unsubscribe: {
    link: 'إيقاف الرسائل من هذا النوع',
    question: 'هل تريد إيقاف الرسائل من هذا النوع؟',
    button: 'إيقافها',
    done: 'لن تصلك رسائل أخرى من هذا النوع. يمكنك تغيير ذلك من حسابك.',
    invalid: 'هذا الرابط غير صالح. سجّل الدخول لاختيار ما نراسلك بشأنه.',
  },
};
