import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { createKey, type IssuedKey, type KeyRecord, listKeys, revokeKey, showKey } from '../src/access/keys.ts';
import { keysIn } from '../src/access/keys-in-text.ts';
import { LONGEST_LIFE_DAYS } from '../src/access/new-key.ts';
import { LONGEST_OVERLAP_DAYS, rotateKey } from '../src/access/rotate-key.ts';
import { atTerminal } from '../src/access/terminal.ts';
import { trustDocument } from '../src/access/trusted-documents.ts';
import { DEFAULT_BUDGETS, DISCLOSURES, type Disclosure, SCOPES, type Scope } from '../src/access/viewer.ts';
import { readConfig } from '../src/config.ts';
import { datasets } from '../src/datasets/index.ts';
import type { CommandDatabase } from '../src/db/connections/connect-command.ts';
import { onDatabase } from '../src/db/on-database.ts';
import { isAnlanError } from '../src/kernel/errors.ts';
import { twelveDigits } from '../src/regions/statutory-code.ts';

const command = new Command('npm run keys --').description('Makes, lists, rotates and revokes the keys of the API.');
const DATASETS = Object.values(datasets).map(({ code }) => code);
const ID = 'the eight letters after anlan_';

command
  .command('create')
  .description('Makes a key and shows it once. Only a hash of its secret is kept.')
  .requiredOption('--agency <name>', 'whom it is for, e.g. 泉州市公安局')
  .option('--scopes <list>', `comma-separated, of ${SCOPES.join(', ')}`, scopes, ['indicators:read'])
  .option('--reach <codes>', 'comma-separated codes of regions whose subtrees it may read; all when left out', reachOf)
  .option('--datasets <codes>', `comma-separated, of ${DATASETS.join(', ')}; all when left out`, list)
  .addOption(
    new Option('--disclosure <level>', 'restricted: small counts of people and cases are withheld, the others rounded')
      .choices(DISCLOSURES)
      .default('exact'),
  )
  .option('--trusted-only', 'it may only run registered operations', false)
  .option('--days <number>', `its life in days, 1 to ${LONGEST_LIFE_DAYS}`, whole, LONGEST_LIFE_DAYS)
  .option(
    '--cost-per-minute <points>',
    'points of cost that come back each minute',
    whole,
    DEFAULT_BUDGETS.costPerMinute,
  )
  .option('--cost-burst <points>', 'points of cost at once', whole, DEFAULT_BUDGETS.costBurst)
  .option('--requests-per-minute <number>', 'requests a minute', whole, DEFAULT_BUDGETS.requestsPerMinute)
  .option('--concurrency <number>', 'requests in flight at once', whole, DEFAULT_BUDGETS.concurrency)
  .option('--purpose <text>', 'what the data is needed for')
  .option('--agreement <number>', 'the agreement under which it is given')
  .addOption(by())
  .addOption(json())
  .addHelpText(
    'after',
    `
Examples:
  npm run keys -- create --agency 驾驶舱
  npm run keys -- create --agency 集美区委政法委 --scopes indicators:read,records:read --reach 350211000000 --days 90
  npm run keys -- create --agency 市统计局 --disclosure restricted --datasets mediations,cases --agreement 2026-017`,
  )
  .action(
    async ({
      costPerMinute,
      costBurst,
      requestsPerMinute,
      concurrency,
      by: who,
      json: asJson,
      ...wanted
    }: CreateOptions) => {
      const budgets = { costPerMinute, costBurst, requestsPerMinute, concurrency };
      const key = await withDatabase(({ kysely }) =>
        createKey(
          kysely,
          { ...wanted, reach: wanted.reach ?? null, budgets },
          { datasets: DATASETS, cause: { actor: atTerminal(who) } },
        ),
      );
      const { days: _, ...rights } = wanted;
      if (asJson)
        print({ id: key.id, key: key.text, ...rights, reach: wanted.reach ?? null, expiresAt: key.expiresAt });
      else handOver(key);
    },
  );

command
  .command('list')
  .description('Lists all keys, newest first, without their secrets.')
  .addOption(json())
  .action(async (options: Output) => {
    const keys = await withDatabase(({ kysely }) => listKeys(kysely));
    if (options.json) return print(keys);
    for (const key of keys) console.log(line(key));
    if (keys.length === 0) console.log('no keys yet: npm run keys -- create --agency <name>');
  });

command
  .command('show')
  .description('Shows all that is known of a key.')
  .argument('<id>', ID)
  .action(async (id: string) => print(await withDatabase(({ kysely }) => showKey(kysely, id))));

command
  .command('rotate')
  .description('Makes a new key with the rights of an old one, which ends after an overlap.')
  .argument('<id>', ID)
  .option('--overlap <days>', `days that the old key still opens, 0 to ${LONGEST_OVERLAP_DAYS}`, whole, 1)
  .option('--days <number>', 'life of the new key; that of the old one when left out', whole)
  .addOption(by())
  .addOption(json())
  .action(async (id: string, { overlap, days, by: who, json: asJson }: RotateOptions) => {
    const cause = { actor: atTerminal(who) };
    const key = await withDatabase(({ kysely }) => rotateKey(kysely, id, { overlapDays: overlap, days }, { cause }));
    if (asJson) return print({ id: key.id, key: key.text, expiresAt: key.expiresAt, oldExpiresAt: key.oldExpiresAt });
    handOver(key);
    console.error(`The old key ${id} opens until ${key.oldExpiresAt.toISOString()}.`);
  });

command
  .command('revoke')
  .description('Revokes a key; every server refuses it within a second.')
  .argument('<id>', ID)
  .addOption(by())
  .addOption(json())
  .action(async (id: string, options: Output) => {
    const cause = { actor: atTerminal(options.by) };
    const revoked = await withDatabase(({ kysely }) => revokeKey(kysely, id, { cause }));
    if (options.json) return print(revoked);
    console.log(`revoked ${revoked.id} at ${revoked.revokedAt.toISOString()}`);
  });

command
  .command('check-file')
  .description('Looks for whole keys in files (logs, bundles, tickets). Ends with 1 where there are any.')
  .argument('<files...>')
  .action(async (files: readonly string[]) => {
    const texts = await Promise.all(files.map(async (file) => ({ file, text: await readFile(file, 'utf8') })));
    const found = texts.flatMap(({ file, text }) => keysIn(text).map((key) => ({ file, ...key })));
    for (const { file, line: at, id } of found) console.log(`${file}:${at}  anlan_${id}_…`);
    if (found.length === 0) return console.log('no keys');
    console.error('Revoke each of them: npm run keys -- revoke <id>');
    process.exitCode = 1;
  });

command
  .command('trust')
  .description('Registers GraphQL documents for keys that may only run registered ones; prints the hash of each.')
  .argument('<files...>')
  .action(async (files: readonly string[]) => {
    await withDatabase(async ({ kysely }) => {
      for (const file of files) {
        console.log(`${await trustDocument(kysely, basename(file), await readFile(file, 'utf8'))}  ${file}`);
      }
    });
  });

interface Output {
  readonly json: boolean;
  readonly by?: string;
}

interface RotateOptions extends Output {
  readonly overlap: number;
  readonly days?: number;
}

interface CreateOptions extends Output {
  readonly agency: string;
  readonly scopes: readonly Scope[];
  readonly reach?: readonly string[];
  readonly datasets?: readonly string[];
  readonly disclosure: Disclosure;
  readonly trustedOnly: boolean;
  readonly days: number;
  readonly costPerMinute: number;
  readonly costBurst: number;
  readonly requestsPerMinute: number;
  readonly concurrency: number;
  readonly purpose?: string;
  readonly agreement?: string;
}

function withDatabase<Result>(work: (database: CommandDatabase) => Promise<Result>): Promise<Result> {
  return onDatabase(readConfig(), { onProgress: (text) => console.error(`${text} …`) }, work);
}

function handOver({ id, text, expiresAt }: IssuedKey): void {
  console.log(text);
  console.error(`Keep it now, it is not shown again. Id ${id}, valid until ${expiresAt.toISOString().slice(0, 10)}.`);
}

const day = (moment: Date) => moment.toISOString().slice(0, 10);

function line({
  id,
  agency,
  scopes: rights,
  reach,
  disclosure,
  expiresAt,
  revokedAt,
  lastUsedAt,
  daysLeft,
}: KeyRecord) {
  const state = revokedAt !== null ? `revoked ${day(revokedAt)}` : daysLeft < 0 ? 'expired' : `until ${day(expiresAt)}`;
  const used = lastUsedAt === null ? 'never used' : `used ${day(lastUsedAt)}`;
  const where = reach === null ? 'all regions' : reach.join(',');
  return [id, state, used, rights.join(','), where, disclosure, agency].join('  ');
}

function print(value: unknown): void {
  console.log(JSON.stringify(value, null, 2));
}

function by(): Option {
  return new Option('--by <name>', 'who does it, for the audit, beside the account of the system');
}

function json(): Option {
  return new Option('--json', 'print JSON for machines').default(false);
}

/** 350500 stands for 350500000000. */
function reachOf(text: string): readonly string[] {
  return list(text).map((code) => twelveDigits(code) ?? code);
}

function list(text: string): readonly string[] {
  return text.split(/[,，、\s]+/).filter((part) => part !== '');
}

function scopes(text: string): readonly Scope[] {
  return list(text).map((name) => {
    const scope = SCOPES.find((one) => one === name);
    if (scope === undefined) throw new InvalidArgumentError(`expected scopes among ${SCOPES.join(', ')}; got ${name}`);
    return scope;
  });
}

function whole(text: string): number {
  if (/^\d{1,7}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('expected a whole number');
}

try {
  await command.parseAsync();
} catch (error) {
  console.error(isAnlanError(error) ? error.message : error);
  process.exitCode = 1;
}
