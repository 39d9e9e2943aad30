import { setTimeout as pause } from 'node:timers/promises';
import { Command } from 'commander';
import { viewerOfKey } from '../src/access/key-check.ts';
import {
  createWebhook,
  listWebhooks,
  noteRefused,
  noteTaken,
  removeWebhook,
  takeDueWebhooks,
} from '../src/access/webhooks.ts';
import { createApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { datasets } from '../src/datasets/index.ts';
import type { CommandDatabase } from '../src/db/connections/connect-command.ts';
import { onDatabase } from '../src/db/on-database.ts';
import { indicators, themes } from '../src/indicators/index.ts';
import { AnlanError, isAnlanError } from '../src/kernel/errors.ts';
import { openLog } from '../src/server/log.ts';
import { deliver } from '../src/server/webhooks/deliver.ts';
import { targetOf } from '../src/server/webhooks/post.ts';

const config = readConfig();
const { log, closeLog } = openLog(config);
const EVERY_MS = 5000;

const command = new Command('npm run webhooks --').description('Tells agencies of changes at an address of theirs.');
command
  .command('create')
  .description('Registers an address and shows its secret once. It is told what its key may read, from now on.')
  .requiredOption('--key <id>', 'the eight letters after anlan_')
  .requiredOption('--url <address>', 'https; other hosts only where WEBHOOK_HOSTS names them')
  .requiredOption('--within <region>', 'code of a region')
  .requiredOption('--indicators <codes>', 'comma-separated')
  .action(({ key, url, within, indicators: codes }: Readonly<Record<string, string>>) =>
    withDatabase(async ({ kysely }) => {
      const wanted = (codes ?? '').split(',').map((code) => code.trim());
      const unknown = wanted.filter((code) => !indicators.has(code));
      if (unknown.length > 0) throw new AnlanError('UNKNOWN_INDICATOR', `there is no indicator ${unknown.join(', ')}`);
      await targetOf(url ?? '', config.webhookHosts);
      console.log(
        await createWebhook(kysely, { keyId: key ?? '', url: url ?? '', within: within ?? '', indicators: wanted }),
      );
    }),
  );
command
  .command('list')
  .description('Lists them with what was taken and refused.')
  .action(() => withDatabase(async ({ kysely }) => console.log(JSON.stringify(await listWebhooks(kysely), null, 2))));
command
  .command('remove <id>')
  .description('Tells an address no longer.')
  .action((id: string) => withDatabase(({ kysely }) => removeWebhook(kysely, id)));
command
  .command('deliver')
  .description('Tells all whose time has come, then ends; with --watch it goes on.')
  .option('--watch', 'look again every five seconds')
  .action(({ watch }: { readonly watch?: boolean }) =>
    withDatabase((database) => deliverAll(database, watch === true)),
  );

try {
  await command.parseAsync();
} catch (error) {
  process.exitCode = 1;
  console.error(isAnlanError(error) ? `${error.code}: ${error.message}` : error);
} finally {
  closeLog();
}

function withDatabase(work: (database: CommandDatabase) => Promise<void>): Promise<void> {
  return onDatabase(config, { log }, work);
}

async function deliverAll(database: CommandDatabase, watch: boolean): Promise<void> {
  const { kysely } = database;
  const app = await createApp({ database, declarations: { datasets, indicators, themes }, log });
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort()).once('SIGTERM', () => stop.abort());
  try {
    do {
      for (const webhook of await takeDueWebhooks(kysely)) {
        const told = await deliver(webhook, {
          answer: app.answer,
          viewerOf: (id) => viewerOfKey(kysely, id),
          taken: (id, through) => noteTaken(kysely, id, through),
          refused: (id, error) => noteRefused(kysely, id, error),
          newest: app.version,
          clock: () => new Date(),
          allowedHosts: config.webhookHosts,
        });
        console.log(JSON.stringify(told));
      }
      if (watch) await pause(EVERY_MS, undefined, { signal: stop.signal }).catch(() => {});
    } while (watch && !stop.signal.aborted);
  } finally {
    await app.close();
  }
}
