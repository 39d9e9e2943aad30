import { Command } from 'commander';
import { readConfig } from '../src/config.ts';
import { onDatabase } from '../src/db/on-database.ts';
import { ensureDemo } from '../src/demo/ensure-demo.ts';
import { isAnlanError } from '../src/kernel/errors.ts';

const command = new Command('npm run demo --')
  .description('Loads the demo into an empty database, or what is missing of one that was cut short.')
  .option('--json', 'print JSON for machines', false)
  .addHelpText(
    'after',
    `
The demo: 福建 and 浙江 to the village, the zone 泉州台商投资区, the printed figures of five articles, and
records made by a generator so that computed indicators reproduce them. Such records say that they are synthetic.
A database with imports of its own is left as it is. The first start of the server does the same, unless DEMO=0.

Examples:
  npm run demo
  DATABASE_URL=postgres://anlan:secret@db:5432/anlan npm run demo`,
  );

async function run({ json }: { readonly json: boolean }): Promise<void> {
  const onProgress = (text: string) => console.error(`${text} …`);
  const loaded = await onDatabase(readConfig(), { onProgress }, (database) => ensureDemo({ database, onProgress }));
  if (json) console.log(JSON.stringify({ loaded }, null, 2));
  else if (loaded.length > 0) console.log(`${loaded.length} imports loaded`);
  else console.log('nothing loaded: the database holds the demo already, or data of its own');
}

command.parse();
try {
  await run(command.opts());
} catch (error) {
  console.error(isAnlanError(error) ? error.message : error);
  process.exitCode = 1;
}
