import { Command } from 'commander';
import { readConfig } from '../src/config.ts';
import { datasets } from '../src/datasets/index.ts';
import { onDatabase } from '../src/db/on-database.ts';
import { alignColumns } from '../src/imports/reports/text-width.ts';
import { AnlanError, isAnlanError } from '../src/kernel/errors.ts';
import { type Verification, verifyLedger } from '../src/ledger/verify.ts';

const ALL = Object.values(datasets);
const SHOWN = 50;

const command = new Command('npm run verify --')
  .description('Recomputes every sum of the ledger from the rows and compares. Readers and writers are not held up.')
  .option('--dataset <code>', `only one of ${ALL.map(({ code }) => code).join(', ')}`)
  .option('--json', 'all differences as JSON')
  .addHelpText('after', '\nExit code: 0 all sums are right, 1 some differ, 2 it could not be done.')
  .exitOverride(({ exitCode: code }) => process.exit(code === 0 ? 0 : 2))
  .parse();
const options = command.opts<{ readonly dataset?: string; readonly json?: boolean }>();

try {
  const found = await verify();
  const differing = found.reduce(
    (sum, { differences, coverage, orphans }) => sum + differences.length + coverage.length + orphans.length,
    0,
  );
  console.log(options.json ? JSON.stringify(found, null, 2) : found.map(describe).join('\n'));
  process.exitCode = differing > 0 ? 1 : 0;
} catch (error) {
  process.exitCode = 2;
  console.error(isAnlanError(error) ? `${error.code}: ${error.message}` : error);
}

async function verify(): Promise<readonly Verification[]> {
  const chosen = options.dataset === undefined ? ALL : ALL.filter(({ code }) => code === options.dataset);
  if (chosen.length === 0) {
    throw new AnlanError('UNKNOWN_DATASET', `there is no dataset ${options.dataset}; see --help`);
  }
  return onDatabase(readConfig(), { long: true }, ({ kysely }) =>
    verifyLedger(kysely, chosen, options.dataset === undefined),
  );
}

function describe({ dataset, cells, differences, coverage, orphans }: Verification): string {
  const name = dataset === '' ? 'measures of no dataset' : dataset;
  const reports = [
    ...(coverage.length === 0 ? [] : [`${name}: ${coverage.length} township-months of coverage differ: --json`]),
    ...orphans.map(({ of, id, rows }) => `${name}: ${rows} rows of ${of} ${id}, which does not exist`),
  ];
  if (differences.length === 0) return [`${name}: ${cells} sums, all as the rows say`, ...reports].join('\n');
  const rows = differences
    .slice(0, SHOWN)
    .map((one) => [
      `  ${one.regionName ?? '?'} ${one.regionCode ?? ''}`,
      one.measure,
      one.member === '' ? 'total' : one.member,
      one.month.slice(0, 7),
      one.importId === null ? 'sum' : `by import ${one.importId}`,
      `stored ${one.stored}`,
      `rows ${one.recomputed}`,
    ]);
  const more = differences.length > SHOWN ? [`  … ${differences.length - SHOWN} more: --json`] : [];
  return [
    `${name}: ${differences.length} differences in ${cells} sums; npm run rebuild mends them`,
    ...alignColumns(rows),
    ...more,
    ...reports,
  ].join('\n');
}
