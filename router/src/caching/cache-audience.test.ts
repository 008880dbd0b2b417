import { expect, it } from 'vitest';
import { type AudienceFacts, cacheAudience, EVERYBODY, viewerIdOf } from './cache-audience.js';

const viewer = (sub: string, claims: Record<string, unknown> = { iss: 'a', sub }) => ({ sub, scopes: [], claims });
const PRIVATE = { scope: 'private', variesByHeaders: false } as const;
const UNSAID = { scope: 'unsaid', variesByHeaders: false } as const;
const PUBLIC = { scope: 'public', variesByHeaders: false } as const;

function audience(facts: Partial<AudienceFacts>) {
  const { viewer: who = null } = facts;
  return cacheAudience({ viewer: who, viewerId: viewerIdOf(who, 'sub'), isViewerTold: true, passedOn: '', ...facts });
}

it('of something public is everybody, or all with the same headers when it depends on them', () => {
  const german = audience({ viewer: viewer('ada'), passedOn: 'de' });
  expect(german.of(PUBLIC)).toBe(EVERYBODY);
  const alike = german.of({ ...PUBLIC, variesByHeaders: true });
  expect(audience({ passedOn: 'de' }).of({ ...PUBLIC, variesByHeaders: true })).toBe(alike);
  expect(audience({ passedOn: 'fr' }).of({ ...PUBLIC, variesByHeaders: true })).not.toBe(alike);
});

it('of something private is one viewer of one issuer, with the same headers, and never a guest', () => {
  const ada = audience({ viewer: viewer('ada') }).of(PRIVATE);
  expect(audience({ viewer: viewer('ada') }).of(PRIVATE)).toBe(ada);
  expect(audience({ viewer: viewer('bob') }).of(PRIVATE)).not.toBe(ada);
  expect(audience({ viewer: viewer('ada', { iss: 'b', sub: 'ada' }) }).of(PRIVATE)).not.toBe(ada);
  expect(audience({ viewer: viewer('ada'), passedOn: 'de' }).of(PRIVATE)).not.toBe(ada);
  expect(audience({ viewer: viewer('ada'), isViewerTold: false }).of(PRIVATE)).toBe(ada);
  expect(audience({}).of(PRIVATE)).toBeUndefined();
  expect(audience({ viewer: viewer('ada', { iss: 'a' }) }).of(PRIVATE)).toBeUndefined();
});

it('of what says neither are those of whom the subgraph was told the same', () => {
  expect(audience({ isViewerTold: false, viewer: viewer('ada') }).of(UNSAID)).toBe(EVERYBODY);
  const german = audience({ isViewerTold: false, viewer: viewer('ada'), passedOn: 'de' });
  expect(german.of(UNSAID)).toBe(audience({ isViewerTold: false, passedOn: 'de' }).of(UNSAID));
  expect(german.of(UNSAID)).not.toBe(EVERYBODY);
  const guest = audience({}).of(UNSAID);
  expect(guest).not.toBe(EVERYBODY);
  expect(audience({}).of(UNSAID)).toBe(guest);
  expect(audience({ viewer: viewer('ada') }).of(UNSAID)).not.toBe(guest);
});

it('reads what it may have been kept for, and nothing else', () => {
  for (const who of [null, viewer('ada')]) {
    for (const isViewerTold of [true, false]) {
      for (const passedOn of ['', 'de']) {
        const { readable, own, of } = audience({ viewer: who, isViewerTold, passedOn });
        const kept = [PUBLIC, { ...PUBLIC, variesByHeaders: true }, UNSAID, PRIVATE].map((policy) => of(policy));
        expect(readable).toContain(own);
        expect(new Set(readable)).toEqual(new Set(kept.filter((each) => each !== undefined)));
      }
    }
  }
});
