import { escapeHtml } from '../escape-html.js';
import { type Letter, PHRASES } from './letter.js';
import { LOCALES } from './locale.js';

/** @param unsubscribeUrl  null when the kind can't be declined */
export function renderText({ paragraphs, lines, total, link, locale }: Letter, unsubscribeUrl: string | null): string {
  const blocks = [
    ...paragraphs,
    lines.map(({ name, quantity }) => `  ${quantity} × ${name}`).join('\n'),
    total ? `${total.label} ${total.amount}` : '',
    link ? `${link.label}: ${link.url}` : '',
    unsubscribeUrl ? `${PHRASES[locale].unsubscribe.link}: ${unsubscribeUrl}` : '',
  ];
  return blocks.filter((block) => block !== '').join('\n\n');
}

/** One line and the link: what a telephone shows at a glance. */
export function renderSms({ subject, link }: Letter): string {
  return link ? `${subject} ${link.url}` : subject;
}

/** A page without scripts, pictures or anything from elsewhere. Every text is escaped here and nowhere else. */
export function renderHtml(letter: Letter, unsubscribeUrl: string | null): string {
  const { subject, paragraphs, lines, total, link, locale } = letter;
  const rows = lines.map(
    ({ name, quantity }) => `<tr><td style="${CELL}">${quantity} ×</td><td style="${CELL}">${isolated(name)}</td></tr>`,
  );
  const parts = [
    `<h1 style="font-size:20px">${escapeHtml(subject)}</h1>`,
    ...paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph).replaceAll('\n', '<br>')}</p>`),
    rows.length > 0 ? `<table role="presentation">${rows.join('')}</table>` : '',
    total ? `<p><strong>${escapeHtml(total.label)} ${isolated(total.amount)}</strong></p>` : '',
    link ? `<p><a href="${escapeHtml(link.url)}">${escapeHtml(link.label)}</a></p>` : '',
    unsubscribeUrl ? small(unsubscribeUrl, PHRASES[locale].unsubscribe.link) : '',
  ];
  return `<!doctype html>
<html lang="${locale}" dir="${LOCALES[locale]}"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>
<body style="font:16px/1.5 sans-serif;max-width:600px;margin:24px auto;padding:0 16px;color:#222">
${parts.filter((part) => part !== '').join('\n')}
</body></html>`;
}

const CELL = 'padding:2px 8px 2px 0';

/** A name in a left-to-right script stays in one piece inside a right-to-left sentence. */
function isolated(text: string): string {
  return `<bdi>${escapeHtml(text)}</bdi>`;
}

function small(url: string, label: string): string {
  return `<p style="font-size:13px"><a style="color:#666" href="${escapeHtml(url)}">${escapeHtml(label)}</a></p>`;
}
