import type { Reply, Route } from '@souk/subgraph-kit';
import type { UsersDependencies } from '../context.js';
import { escapeHtml } from '../domain/escape-html.js';
import { PHRASES } from '../domain/notifications/letter.js';
import { LOCALES, type Locale } from '../domain/notifications/locale.js';
import { readUnsubscribeLink, unsubscribe } from '../use-cases/unsubscribe.js';
import { UNSUBSCRIBE_PATH } from '../use-cases/unsubscribe-link.js';

/**
 * `GET` asks, `POST` does it: for the button of that page, and for mail programs that post without asking (RFC 8058). Both need
 * nothing but the link's token.
 */
export function unsubscribeRoutes(app: UsersDependencies): Route[] {
  const tokenOf = (url: URL) => url.searchParams.get('token') ?? '';
  return [
    {
      method: 'GET',
      path: UNSUBSCRIBE_PATH,
      handle: async (_request, url) => {
        const { isValid, locale } = await readUnsubscribeLink(app, tokenOf(url));
        const { question, button, invalid } = PHRASES[locale].unsubscribe;
        if (!isValid) return page(400, locale, invalid);
        return page(200, locale, question, `<form method="post"><button>${escapeHtml(button)}</button></form>`);
      },
    },
    {
      method: 'POST',
      path: UNSUBSCRIBE_PATH,
      handle: async (_request, url) => {
        const { isValid, locale } = await unsubscribe(app, tokenOf(url));
        const { done, invalid } = PHRASES[locale].unsubscribe;
        return isValid ? page(200, locale, done) : page(400, locale, invalid);
      },
    },
  ];
}

function page(status: number, locale: Locale, text: string, form = ''): Reply {
  return {
    status,
    contentType: 'text/html; charset=utf-8',
    headers: {
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    },
    body: `<!doctype html><html lang="${locale}" dir="${LOCALES[locale]}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Souk</title>
<body style="font:18px/1.5 system-ui,sans-serif;max-width:34rem;margin:4rem auto;padding:0 1rem"><p>${escapeHtml(text)}</p>${form}</body></html>`,
  };
}
