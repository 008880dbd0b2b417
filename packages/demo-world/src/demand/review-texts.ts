import type { Random } from '../random.js';
import type { Taste } from '../types.js';

/** Titles by rating, 1 to 5. */
const TITLES: readonly (readonly string[])[] = [
  ['Sent it back', 'Not what I hoped for', 'Disappointed', 'Would not buy again'],
  ['Expected more', 'Not quite there', 'Looks better than it is', 'Good idea, poor detail'],
  ['Does the job', 'Fine, with limits', 'Solid but not special', 'Good enough for us'],
  ['Very good', 'Nearly perfect', 'Glad I bought it', 'Well made', 'Better than my last one'],
  [
    'Love it',
    'Exactly right',
    'Would buy it again',
    'Worth every penny',
    'My favourite purchase this year',
    'Simply good',
  ],
];

const VERDICTS: readonly (readonly string[])[] = [
  [
    'It arrived with a fault and the replacement had the same one.',
    'I gave it a fair month and it did not improve.',
    'The description promised more than the box held.',
  ],
  [
    'It works, but small things annoy me every day.',
    'The material feels thinner than in the pictures.',
    'I wanted to like it more than I do.',
  ],
  [
    'It does what it says and nothing else.',
    'For the price I have no complaint.',
    'Some details could be better, most are fine.',
  ],
  [
    'A careful piece of work with one small flaw.',
    'I use it almost every day.',
    'It took a week to get used to, and then I understood it.',
  ],
  [
    'I was looking for this for a long time.',
    'I bought a second one as a present.',
    'It is even nicer than in the pictures.',
    'Everything about it is thought through.',
  ],
];

const DETAILS: Readonly<Record<Taste, readonly string[]>> = {
  electronics: [
    'Set-up took five minutes.',
    'The battery keeps its promise.',
    'My phone found it at once.',
    'The cable could be longer.',
  ],
  home: [
    'It fits our small kitchen.',
    'The colour is a touch warmer than on my screen.',
    'It is easy to clean.',
    'Guests ask where it comes from.',
  ],
  outdoor: [
    'It kept dry through a night of rain in the hills.',
    'I carried it for nine days.',
    'It packs smaller than I thought.',
    'The zip needs a gentle hand.',
  ],
  fashion: [
    'It runs true to size.',
    'After ten washes it looks as it did.',
    'I am between sizes and took the larger one.',
    'The fabric is heavier than expected, in a good way.',
  ],
  books: [
    'The paper is lovely.',
    'I finished it in two evenings.',
    'It lies flat, as promised.',
    'The printing is sharp and the binding holds.',
  ],
  toys: [
    'Our four-year-old has not put it down.',
    'We played it three times on the first evening.',
    'It survived two children and a dog.',
    'The pieces are finished smoothly.',
  ],
};

const ENDINGS = [
  'Delivery was quick.',
  'Well packed, too.',
  'The seller answered my question within the hour.',
  'I will report back after the winter.',
];

export interface ReviewText {
  readonly title: string;
  readonly body: string;
}

/** @param rating  1 to 5 */
export function reviewText(rating: number, taste: Taste, random: Random): ReviewText {
  const parts = [random.pick(VERDICTS[rating - 1] ?? []), random.pick(DETAILS[taste])];
  if (random.chance(0.35)) parts.push(random.pick(ENDINGS));
  return { title: random.pick(TITLES[rating - 1] ?? []), body: parts.join(' ') };
}
