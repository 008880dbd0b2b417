import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** The names of all failpoints of the sources, in the order of their files. Two ways to the same moment may share a name. */
export function failpointNames(): string[] {
  const names = [...sourceFiles()].flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/^\s*await failpoint\('([^']+)'/gm)].map(([, name = '']) => name),
  );
  return [...new Set(names)];
}

function* sourceFiles(): Iterable<string> {
  for (const group of ['subgraphs', 'packages']) {
    for (const house of readdirSync(join(ROOT, group))) {
      const sources = join(ROOT, group, house, 'src');
      if (!existsSync(sources)) continue;
      const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).sort();
      for (const file of files) if (/(?<!\.test)\.ts$/.test(file)) yield join(sources, file);
    }
  }
}
