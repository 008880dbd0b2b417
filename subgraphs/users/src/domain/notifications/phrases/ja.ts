import { formatMoney } from '../locale.js';
import type { Phrases } from '../phrases.js';

export const ja: Phrases = {
  letters: {
    WELCOME: ({ firstName }) => ({
      subject: 'Soukへようこそ',
      body: [`${firstName} 様`, 'アカウントの準備ができました。お買い物をお楽しみください。'],
    }),
    ORDER_PLACED: ({ number }) => ({
      subject: `ご注文 ${number} を承りました`,
      body: ['ありがとうございます。お支払いが済むまで、次の商品をお取り置きします。'],
    }),
    ORDER_PAID: ({ number }) => ({
      subject: `ご注文 ${number} が確定しました`,
      body: ['お支払いを確認しました。倉庫で梱包しています。'],
    }),
    PAYMENT_FAILED: ({ number }) => ({
      subject: `ご注文 ${number} のお支払いができませんでした`,
      body: [
        '請求は行われていません。商品はもうしばらくお取り置きします。もう一度お試しになるか、別の方法でお支払いください。',
      ],
    }),
    ORDER_SHIPPED: ({ number, carrier, trackingNumber }) => ({
      subject: `ご注文 ${number} を発送しました`,
      body: [`${carrier} がお荷物をお届けします。追跡番号は ${trackingNumber} です。`],
    }),
    ORDER_DELIVERED: ({ number }) => ({
      subject: `ご注文 ${number} が届きました`,
      body: ['すべての商品をお届けしました。'],
    }),
    ORDER_CANCELLED: ({ number, reason, refunded }) => ({
      subject: `ご注文 ${number} はキャンセルされました`,
      body: [
        `理由：${reason}`,
        refunded ? `${formatMoney(refunded, 'ja')} を、お支払いいただいた方法で返金します。` : '',
      ],
    }),
    ORDER_REFUNDED: ({ number, reason, refunded }) => ({
      subject: `ご注文 ${number} の返金について`,
      body: [
        `${formatMoney(refunded, 'ja')} を、お支払いいただいた方法で返金します。反映までに数日かかることがあります。`,
        reason ? `理由：${reason}` : '',
      ],
    }),
    RETURN_REQUESTED: ({ number }) => ({
      subject: `ご注文 ${number} の返品のお申し込みを受け付けました`,
      body: ['内容を確認し、改めてご連絡します。対象の商品は次のとおりです。'],
    }),
    RETURN_APPROVED: ({ number, note }) => ({
      subject: `ご注文 ${number} の返品を承認しました`,
      body: [note ?? '', '次の商品をお送りください。'],
    }),
    RETURN_REJECTED: ({ number, note }) => ({
      subject: `ご注文 ${number} の返品をお受けできませんでした`,
      body: [note ? `理由：${note}` : '', '対象の商品は次のとおりです。'],
    }),
    RETURN_RECEIVED: ({ number }) => ({
      subject: `ご注文 ${number} の返品が届きました`,
      body: ['商品を確認し、返金について改めてご連絡します。'],
    }),
    BACK_IN_STOCK: ({ name }) => ({
      subject: `${name} が再入荷しました`,
      body: ['ご希望によりお知らせします。お取り置きはできませんので、お早めにどうぞ。'],
    }),
    CART_ABANDONED: () => ({ subject: 'カートに商品が残っています', body: ['次の商品がカートに入っています。'] }),
    LOW_STOCK: ({ name, sku, available }) => ({
      subject: `${name} の在庫が少なくなっています`,
      body: [`${sku} の販売可能数：${available}`],
    }),
  },
  total: '合計',
  follow: '状況を確認する',
  unsubscribe: {
    link: 'この種類のお知らせを停止する',
    question: 'この種類のお知らせを停止しますか？',
    button: '停止する',
    done: 'この種類のお知らせを停止しました。アカウントの設定でいつでも再開できます。',
    invalid: 'このリンクは無効です。ログインして、お知らせの設定を変更してください。',
  },
};
