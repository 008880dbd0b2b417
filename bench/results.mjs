import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const DIRECTORY = fileURLToPath(new URL('./results/', import.meta.url));
const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * Writes `results/<name>-<date>.md` and `.json`: figures with the command, the machine and the versions they belong to.
 *
 * @param result    `{ name, title, facts, results, text }`: `facts` is what else the figures depend on, `text` is Markdown
 */
export function saveResults({ name, title, facts, results, text }) {
  const at = new Date().toISOString();
  const [, script, ...args] = process.argv;
  const environment = {
    command: ['node', relative(ROOT, script), ...args].join(' '),
    at,
    cpu: `${cpus().length} × ${cpus()[0]?.model.trim()}`,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    loadAverageAtEnd: loadavg().map((load) => Number(load.toFixed(2))),
    node: process.version,
    ...facts,
  };
  const file = `${DIRECTORY}${name}-${at.slice(0, 10)}`;
  mkdirSync(DIRECTORY, { recursive: true });
  writeFileSync(`${file}.json`, `${JSON.stringify({ environment, ...results }, null, 2)}\n`);
  const facets = Object.entries(environment).map((entry) => `- ${entry.join(': ')}`);
  writeFileSync(`${file}.md`, [`# ${title}, ${at.slice(0, 10)}`, facets.join('\n'), text, ''].join('\n\n'));
  process.stdout.write(`Written to ${relative(ROOT, file)}.md and .json\n`);
}

/** Lines of a Markdown table. */
export function table(head, rows) {
  return [head, head.map(() => '---'), ...rows].map((each) => `| ${each.join(' | ')} |`);
}
