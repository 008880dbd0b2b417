import { jsonReply, type Reply, type Route } from '@souk/subgraph-kit';
import type { UsersDependencies } from '../context.js';
import { escapeHtml } from '../domain/escape-html.js';
import type { Delivery } from '../domain/notifications/delivery.js';
import { readDeveloperInbox } from '../use-cases/read-developer-inbox.js';

/** `GET /dev/inbox` (`?format=json`): the mails and SMS that were written, sent or not. Not there in production. */
export function inboxRoute(app: UsersDependencies): Route {
  return {
    method: 'GET',
    path: '/dev/inbox',
    handle: async (_request, url) => {
      const messages = await readDeveloperInbox(app);
      return url.searchParams.get('format') === 'json' ? jsonReply(200, messages) : page(messages);
    },
  };
}

function page(messages: readonly Delivery[]): Reply {
  const items = messages.map(article).join('\n') || '<p>Nothing was sent yet.</p>';
  return {
    status: 200,
    contentType: 'text/html; charset=utf-8',
    headers: { 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'" },
    body: `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Souk: developer inbox</title><style>${STYLE}</style><h1>Developer inbox</h1>
<p>What was written to people, newest first. Reload for more.</p>
${items}</html>`,
  };
}

function article({ channel, recipient, subject, body, html, status, createdAt }: Delivery): string {
  const title = channel === 'MAIL' ? escapeHtml(subject) : 'SMS';
  const asHtml = html
    ? `<details><summary>as HTML</summary><iframe sandbox srcdoc="${escapeHtml(html)}"></iframe></details>`
    : '';
  return `<article><h2>${title}</h2><p>to ${escapeHtml(recipient)}, ${createdAt.toISOString()}, ${status.toLowerCase()}</p>
<pre>${escapeHtml(body)}</pre>${asHtml}</article>`;
}

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#222}
article{border:1px solid #ddd;border-radius:8px;padding:1rem;margin:1rem 0}h2{margin:0;font-size:1.1rem}
article p{margin:.2rem 0;color:#666;font-size:.9rem}pre{white-space:pre-wrap;font:inherit;margin:.8rem 0 0}
iframe{width:100%;height:24rem;border:1px solid #ddd}summary{color:#666;font-size:.9rem}`;
