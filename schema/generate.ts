import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { generate, loadContext } from '@graphql-codegen/cli';
import { compose } from './pipeline/compose.js';
import { printSubgraphs } from './pipeline/subgraphs.js';

/**
 * `npm run schema`: everything in schema/ that is made, from the code of the subgraphs and the written operations.
 * code → subgraphs/*.graphql → supergraph.graphql → api.graphql → generated/ and persisted/
 */
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const AUDIENCES = ['storefront', 'mobile', 'partners'];

const subgraphs = await printSubgraphs();
await rm(here('subgraphs'), { recursive: true, force: true });
await mkdir(here('subgraphs'));
for (const { name, sdl } of subgraphs) await writeFile(here(`subgraphs/${name}.graphql`), sdl);

const { supergraph, api } = compose(subgraphs);
await writeFile(here('supergraph.graphql'), supergraph);
await writeFile(here('api.graphql'), api);

// refuses an operation that the schema does not answer
await rm(here('generated'), { recursive: true, force: true });
await generate(await loadContext(here('../codegen.yml')), true);

await mkdir(here('persisted'), { recursive: true });
for (const audience of AUDIENCES) {
  const manifest = JSON.parse(await readFile(here(`generated/${audience}/persisted-documents.json`), 'utf8'));
  await writeFile(here(`persisted/${audience}.json`), `${JSON.stringify(manifest, null, 2)}\n`);
  await rm(here(`generated/${audience}/persisted-documents.json`));
}
process.stdout.write(`${subgraphs.length} subgraphs composed; schema/ is up to date\n`);
