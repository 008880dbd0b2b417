import { GraphUnderTest } from './graph-under-test.js';
import type { FailedCase } from './shrinking/shrink-case.js';

/** Everything that is needed to see the difference again, as text. */
export async function describeCase({ world, operation, difference }: FailedCase): Promise<string> {
  await using graph = await GraphUnderTest.start(world, () => {});
  const result = await graph?.run(operation);
  const sections = [
    ...world.subgraphs.map(
      ({ name, sdl }) => `--- subgraph ${name}\n${sdl.replace(/^extend schema @link[^)]*\)\s*/, '')}`,
    ),
    `--- data\n${Object.entries(world.records)
      .map(([key, record]) => `${key} ${JSON.stringify(record)}`)
      .join('\n')}`,
    ...(world.overrideLabels.length > 0 ? [`--- override labels\n${world.overrideLabels.join(' ')}`] : []),
    `--- operation\n${operation.query}\n${JSON.stringify(operation.variables)}`,
    `--- expected\n${JSON.stringify({ data: result?.expected.data, errorPaths: result?.expected.errorPaths })}`,
    `--- got\n${withoutExtensions(result?.got.text ?? '')}`,
    ...(result?.got.fetches ?? []).map(({ subgraph, body, answer }) => `--- fetch ${subgraph}\n${body}\n${answer}`),
    `--- difference\n${difference}`,
  ];
  return sections.join('\n');
}

function withoutExtensions(text: string): string {
  return text.replaceAll(/,"extensions":\{[^{}]*\}/g, '').replaceAll(/"extensions":\{[^{}]*\},/g, '');
}
