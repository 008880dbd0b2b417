import { z } from 'zod';

const tag = z.string().regex(/^[\w/-]{1,128}$/, 'must be a tag: letters, digits, "_", "-" and "/"');

const tagFilter = {
  includeTags: z.array(tag).default([]),
  excludeTags: z.array(tag).default([]),
  hideUnreachableTypes: z.boolean().default(true),
};

const hasTags = ({ includeTags, excludeTags }: { includeTags: string[]; excludeTags: string[] }) =>
  includeTags.length + excludeTags.length > 0;
const NO_TAGS = 'must have includeTags or excludeTags';

/** What of the graph `/graphql` shows: without it, all. See contracts/hide-by-tags.ts for what tags do. */
export const contractConfig = z.strictObject(tagFilter).refine(hasTags, NO_TAGS);

/** Variants of the graph beside `/graphql`, each at `/graphql/<name>`. */
export const contractsConfig = z
  .array(
    z
      .strictObject({
        name: z.string().regex(/^[\w-]{1,64}$/, 'must be of letters, digits, "_" and "-"'),
        ...tagFilter,
      })
      .refine(hasTags, NO_TAGS),
  )
  .refine((contracts) => new Set(contracts.map(({ name }) => name)).size === contracts.length, 'has a name twice');

export type ContractConfig = Readonly<z.output<typeof contractConfig>>;
