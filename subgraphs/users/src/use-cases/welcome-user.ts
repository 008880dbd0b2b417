import type { EventData, userRegistered } from '@souk/events';
import type { AfterCommit } from '@souk/subgraph-kit';
import { welcome } from '../domain/messages.js';
import { type Occasion, tellPerson } from './tell-person.js';

export function welcomeUser(
  occasion: Occasion,
  { email, firstName }: EventData<typeof userRegistered>,
): Promise<AfterCommit | undefined> {
  return tellPerson(occasion, { email, message: welcome(firstName) });
}
