import type { Role } from '../user.js';
import { CHANNELS, type Channel, NOTIFICATION_KINDS, type NotificationKind, ruleOf } from './notification-kind.js';

/** What a member decided of one kind on one channel; what was never decided has none. */
export interface Choice {
  readonly kind: NotificationKind;
  readonly channel: Channel;
  readonly isOn: boolean;
}

export interface Preference extends Choice {
  /** it can't be switched off */
  readonly isRequired: boolean;
}

/** @param choice  undefined when nothing was decided, or by who has no account */
export function isWanted(kind: NotificationKind, channel: Channel, choice: boolean | undefined): boolean {
  const rule = ruleOf(kind, channel);
  if (rule === 'REQUIRED') return true;
  return rule !== 'NEVER' && (choice ?? rule === 'ON');
}

/** Why a member can't choose this. @returns null when it can be chosen */
export function objectionTo({
  kind,
  channel,
  isOn,
}: Choice): 'NOTIFICATION_REQUIRED' | 'NOTIFICATION_NOT_OFFERED' | null {
  const rule = ruleOf(kind, channel);
  if (rule === 'NEVER' && isOn) return 'NOTIFICATION_NOT_OFFERED';
  return rule === 'REQUIRED' && !isOn ? 'NOTIFICATION_REQUIRED' : null;
}

/** Every kind on every channel that is offered to somebody with these roles, in the order of the table. */
export function preferencesOf(roles: readonly Role[], choices: readonly Choice[]): Preference[] {
  const decided = new Map(choices.map(({ kind, channel, isOn }) => [`${kind}/${channel}`, isOn]));
  return NOTIFICATION_KINDS.filter((kind) => kind !== 'LOW_STOCK' || roles.includes('SELLER')).flatMap((kind) =>
    CHANNELS.filter((channel) => ruleOf(kind, channel) !== 'NEVER').map((channel) => ({
      kind,
      channel,
      isOn: isWanted(kind, channel, decided.get(`${kind}/${channel}`)),
      isRequired: ruleOf(kind, channel) === 'REQUIRED',
    })),
  );
}
