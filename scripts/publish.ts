import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import { datasets } from '../src/datasets/index.ts';
import { printContract } from '../src/graphql/contract.ts';
import { indicators, themes } from '../src/indicators/index.ts';

new Command('npm run publish')
  .description(
    'Writes the contract as the code stands: schema/schema.graphql, schema/catalogue.json and the pages of schema/docs/, then the types of schema/operations/.\nNeeds no database. A test compares them; review the difference before you commit it.',
  )
  .parse();

const folder = join(import.meta.dirname, '..', 'schema');
await mkdir(folder, { recursive: true });
for (const [name, text] of Object.entries(printContract({ datasets, indicators, themes }))) {
  await mkdir(dirname(join(folder, name)), { recursive: true });
  await writeFile(join(folder, name), text);
  if (!name.startsWith('docs/')) console.log(`wrote schema/${name}`);
}
