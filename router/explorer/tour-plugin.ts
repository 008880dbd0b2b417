import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';
import { z } from 'zod';

const tourFile = z.array(
  z.strictObject({
    /** an operation, relative to the tour's file */
    file: z.string(),
    variables: z.record(z.string(), z.unknown()).optional(),
    headers: z.record(z.string(), z.string()).optional(),
  }),
);

/** Makes `virtual:tour`: the operations that the explorer opens with, from a JSON file. Without the file: none. */
export function tourPlugin(path: string): Plugin {
  return {
    name: 'tour',
    resolveId: (id) => (id === 'virtual:tour' ? '\0virtual:tour' : undefined),
    load(id) {
      if (id !== '\0virtual:tour') return undefined;
      return `export default ${JSON.stringify(existsSync(path) ? readTour(path) : [])}`;
    },
  };
}

function readTour(path: string): object[] {
  const pretty = (value: object | undefined) => (value ? JSON.stringify(value, null, 2) : undefined);
  return tourFile.parse(JSON.parse(readFileSync(path, 'utf8'))).map(({ file, variables, headers }) => ({
    query: readFileSync(join(dirname(path), file), 'utf8'),
    variables: pretty(variables),
    headers: pretty(headers),
  }));
}
