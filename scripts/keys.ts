import { Command, InvalidArgumentError, Option } from 'commander';
import { createKey, type KeyRecord, LONGEST_LIFE_DAYS, listKeys, revokeKey } from '../src/access/keys.ts';
import { SCOPES, type Scope } from '../src/access/viewer.ts';
import { readConfig } from '../src/config.ts';
import { type ConnectedDatabase, connectDatabase } from '../src/db/connect.ts';
import { isAnlanError } from '../src/kernel/errors.ts';
import { twelveDigits } from '../src/regions/statutory-code.ts';

const command = new Command('npm run keys --').description('Makes, lists and revokes the keys of the API.');

command
  .command('create')
  .description('Makes a key and shows it once. Only a hash of its secret is kept.')
  .requiredOption('--agency <name>', 'whom it is for, e.g. 泉州市公安局')
  .option('--scopes <list>', `comma-separated, of ${SCOPES.join(', ')}`, scopes, ['indicators:read'])
  .option('--reach <codes>', 'comma-separated codes of regions whose subtrees it may read; all when left out', reachOf)
  .option('--days <number>', `its life in days, 1 to ${LONGEST_LIFE_DAYS}`, days, LONGEST_LIFE_DAYS)
  .addOption(json())
  .addHelpText(
    'after',
    `
Examples:
  npm run keys -- create --agency 驾驶舱
  npm run keys -- create --agency 集美区委政法委 --scopes indicators:read,records:read --reach 350211000000 --days 90`,
  )
  .action(async (options: CreateOptions) => {
    const { agency, days: life, reach } = options;
    const key = await withDatabase(({ kysely }) =>
      createKey(kysely, { agency, scopes: options.scopes, days: life, reach: reach ?? null }),
    );
    if (options.json)
      return print({
        id: key.id,
        key: key.text,
        agency,
        scopes: options.scopes,
        reach: reach ?? null,
        expiresAt: key.expiresAt,
      });
    console.log(key.text);
    console.error(
      `Keep it now, it is not shown again. Id ${key.id}, valid until ${key.expiresAt.toISOString().slice(0, 10)}.`,
    );
  });

command
  .command('list')
  .description('Lists all keys, newest first, without their secrets.')
  .addOption(json())
  .action(async (options: { readonly json: boolean }) => {
    const keys = await withDatabase(({ kysely }) => listKeys(kysely));
    if (options.json) return print(keys);
    for (const key of keys) console.log(line(key));
    if (keys.length === 0) console.log('no keys yet: npm run keys -- create --agency <name>');
  });

command
  .command('revoke')
  .description('Revokes a key; every server refuses it within a second.')
  .argument('<id>', 'the eight letters after anlan_')
  .addOption(json())
  .action(async (id: string, options: { readonly json: boolean }) => {
    const revoked = await withDatabase(({ kysely }) => revokeKey(kysely, id));
    if (options.json) return print(revoked);
    console.log(`revoked ${revoked.id} at ${revoked.revokedAt.toISOString()}`);
  });

interface CreateOptions {
  readonly agency: string;
  readonly scopes: readonly Scope[];
  readonly reach?: readonly string[];
  readonly days: number;
  readonly json: boolean;
}

async function withDatabase<Result>(work: (database: ConnectedDatabase) => Promise<Result>): Promise<Result> {
  const database = await connectDatabase(readConfig(), undefined, { onProgress: (text) => console.error(`${text} …`) });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

function line({ id, agency, scopes: rights, reach, expiresAt, revokedAt, lastUsedAt }: KeyRecord): string {
  const day = (moment: Date) => moment.toISOString().slice(0, 10);
  const state =
    revokedAt !== null ? `revoked ${day(revokedAt)}` : expiresAt < new Date() ? 'expired' : `until ${day(expiresAt)}`;
  const used = lastUsedAt === null ? 'never used' : `used ${day(lastUsedAt)}`;
  return [id, state, used, rights.join(','), reach === null ? 'all regions' : reach.join(','), agency].join('  ');
}

function print(value: unknown): void {
  console.log(JSON.stringify(value, null, 2));
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

function days(text: string): number {
  if (/^\d{1,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError(`expected a number of days from 1 to ${LONGEST_LIFE_DAYS}`);
}

try {
  await command.parseAsync();
} catch (error) {
  console.error(isAnlanError(error) ? error.message : error);
  process.exitCode = 1;
}
