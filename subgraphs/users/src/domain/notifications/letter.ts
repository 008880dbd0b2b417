import { formatMoney, type Locale } from './locale.js';
import type { NotificationKind } from './notification-kind.js';
import { ar } from './phrases/ar.js';
import { de } from './phrases/de.js';
import { en } from './phrases/en.js';
import { ja } from './phrases/ja.js';
import type { Enclosure, LetterFacts, Phrases, Piece } from './phrases.js';

/** A message to one person, not yet in the form of any channel. All of it is plain text. */
export interface Letter {
  readonly locale: Locale;
  /** one line */
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly lines: readonly Piece[];
  readonly total: { readonly label: string; readonly amount: string } | null;
  readonly link: { readonly label: string; readonly url: string } | null;
}

export const PHRASES: Readonly<Record<Locale, Phrases>> = { en, de, ja, ar };

export function writeLetter<Kind extends NotificationKind>(
  kind: Kind,
  facts: LetterFacts[Kind],
  locale: Locale,
): Letter {
  const phrases = PHRASES[locale];
  const { subject, body } = phrases.letters[kind](facts);
  const { lines, total, url }: Enclosure = facts;
  return {
    locale,
    subject: subject.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim(),
    paragraphs: body.filter((paragraph) => paragraph !== ''),
    lines: lines ?? [],
    total: total ? { label: phrases.total, amount: formatMoney(total, locale) } : null,
    link: url && isWebAddress(url) ? { label: phrases.follow, url } : null,
  };
}

/** What others gave us as an address must not become a script when it is clicked. */
function isWebAddress(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}
