import type { UsersDependencies } from '../context.js';
import { findRecipients, saveChoices } from '../data/preference.repository.js';
import { type Locale, localeOf } from '../domain/notifications/locale.js';
import { ruleOf } from '../domain/notifications/notification-kind.js';
import { readUnsubscribeToken } from './unsubscribe-link.js';

/** Whether a link is good, and the language of who owns it. */
export interface LinkReading {
  readonly isValid: boolean;
  readonly locale: Locale;
}

/** Changes nothing: programs that look for dangerous links follow every link in a mail. */
export async function readUnsubscribeLink(app: UsersDependencies, token: string): Promise<LinkReading> {
  const { member } = await linkOf(app, token);
  return { isValid: member !== undefined, locale: localeOf(member?.locale ?? '') ?? app.config.shopLocale };
}

/** Switches off what the link says, for its owner. Safe to repeat. RFC 8058 §3.2. */
export async function unsubscribe(app: UsersDependencies, token: string): Promise<LinkReading> {
  const { subject, member } = await linkOf(app, token);
  if (!subject || !member) return { isValid: false, locale: app.config.shopLocale };
  await saveChoices(app.database.db, member.id, [{ ...subject, isOn: false }], app.now());
  return { isValid: true, locale: localeOf(member.locale ?? '') ?? app.config.shopLocale };
}

async function linkOf(app: UsersDependencies, token: string) {
  const subject = readUnsubscribeToken(app.config, token);
  if (!subject || ruleOf(subject.kind, subject.channel) === 'REQUIRED') return { subject: null, member: undefined };
  const [member] = await findRecipients(app.database.db, [subject.userId], subject.kind);
  return { subject, member };
}
