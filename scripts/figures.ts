import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { demoKey } from '../src/access/demo-key.ts';
import { createApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { datasets } from '../src/datasets/index.ts';
import type { CommandDatabase } from '../src/db/connections/connect-command.ts';
import { onDatabase } from '../src/db/on-database.ts';
import { ensureDemo } from '../src/demo/ensure-demo.ts';
import type { Ask } from '../src/demo/figures/ask.ts';
import { figureFiles } from '../src/demo/figures/figure-files.ts';
import { indicators, themes } from '../src/indicators/index.ts';
import { isAnlanError } from '../src/kernel/errors.ts';
import { openLog } from '../src/server/log.ts';

/** Open spans (2022-01/..) reach to this day; the records of the demo end a little before. */
const TODAY = new Date('2023-06-15T04:00:00Z');
const ROOT = join(import.meta.dirname, '..');

new Command('npm run figures')
  .description(
    'Asks the API over the demo for every printed figure and writes what it answers: schema/figures.md and schema/figures.json.\nLoads the demo first where it is missing. A test compares them; review the difference before you commit it.',
  )
  .parse();

const config = readConfig();
const onProgress = (text: string) => console.error(`${text} …`);
const { log, closeLog } = openLog(config);
try {
  await onDatabase(config, { onProgress }, writeFigures);
} catch (error) {
  console.error(isAnlanError(error) ? error.message : error);
  process.exitCode = 1;
} finally {
  closeLog();
}

async function writeFigures(database: CommandDatabase): Promise<void> {
  await ensureDemo({ database, onProgress });
  const clock = () => TODAY;
  const declarations = { datasets, indicators, themes };
  const app = await createApp({ database, declarations, clock, log });
  const key = await demoKey(database.kysely, config.dataDir);
  for (const [name, text] of Object.entries(await figureFiles(asker(app.fetch, key)))) {
    await writeFile(join(ROOT, 'schema', name), text);
    console.log(`wrote schema/${name}`);
  }
  await app.close();
}

function asker(fetch: (request: Request) => Promise<Response>, key: string): Ask {
  return async (query, variables = {}) => {
    const response = await fetch(
      new Request('http://anlan.local/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
        body: JSON.stringify({ query, variables }),
      }),
    );
    const { data, errors } = JSON.parse(await response.text());
    if (errors !== undefined) throw new Error(`${errors[0].message}, asking ${query}`);
    return data;
  };
}
