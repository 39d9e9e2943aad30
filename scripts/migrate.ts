import { join } from 'node:path';
import { Command } from 'commander';
import { readConfig } from '../src/config.ts';
import { migrate } from '../src/db/migrate.ts';
import { onDatabase } from '../src/db/on-database.ts';
import { isAnlanError } from '../src/kernel/errors.ts';

const command = new Command('npm run migrate --')
  .description('Brings the database to the newest migration of migrations/. Running it again changes nothing.')
  .addHelpText(
    'after',
    `
Which database:
  DATABASE_URL   a PostgreSQL of your own, version 15 or newer
  DATA_DIR       otherwise the embedded one in this folder (default .anlan), started if need be

Each migration is applied in a transaction of its own: it lands whole or not at all.
Several at once wait for each other. An applied file is never edited: add the next number instead.

Examples:
  npm run migrate
  DATABASE_URL=postgres://anlan:secret@db:5432/anlan npm run migrate`,
  );

async function run(): Promise<void> {
  const options = { asItIs: true, onProgress: (text: string) => console.error(`${text} …`) };
  const applied = await onDatabase(readConfig(), options, ({ pool }) =>
    migrate(pool, join(import.meta.dirname, '..', 'migrations')),
  );
  for (const { number, name } of applied) console.log(`applied ${String(number).padStart(4, '0')}_${name}`);
  console.log(applied.length === 0 ? 'nothing to do, the database is up to date' : `${applied.length} applied`);
}

command.parse();
try {
  await run();
} catch (error) {
  console.error(isAnlanError(error) ? error.message : error);
  process.exitCode = 1;
}
