import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { createBenchServer } from '../bench/bench-database.ts';
import { figureCells } from '../bench/figure-text.ts';
import type { Figure } from '../bench/workload.ts';
import { workloads } from '../bench/workloads/index.ts';
import { readConfig } from '../src/config.ts';
import { alignColumns } from '../src/imports/reports/text-width.ts';

interface Options {
  readonly records: number;
  readonly rounds: number;
  readonly only?: string;
  readonly json?: boolean;
}

const ROOT = join(import.meta.dirname, '..');

const command = new Command('npm run bench --')
  .description('Measures side by side in one run, on databases that it fills itself and removes again.')
  .addOption(
    new Option('--records <count>', 'rows of the largest dataset: 100k, 1m, 10m')
      .default(1_000_000, '1m')
      .argParser(readCount),
  )
  .addOption(new Option('--rounds <count>', 'measured rounds, after one to warm up').default(3).argParser(readCount))
  .option('--only <names>', `some of ${workloads.map(({ name }) => name).join(', ')}`)
  .option('--json', 'the figures as JSON')
  .addHelpText(
    'after',
    `\nWorkloads:\n${alignColumns(workloads.map(({ name, says }) => [`  ${name}`, says])).join('\n')}`,
  )
  .parse();
const { records, rounds, only, json } = command.opts<Options>();

const wanted = only?.split(',');
const chosen = workloads.filter(({ name }) => wanted?.includes(name) ?? true);
const unknown = wanted?.find((name) => !chosen.some((one) => one.name === name));
if (unknown !== undefined) command.error(`there is no workload ${unknown}; see --help`);

const folder = await mkdtemp(join(tmpdir(), 'anlan-bench-'));
try {
  const server = await createBenchServer(folder, readConfig().databaseUrl, ROOT);
  try {
    const results: { readonly workload: string; readonly figures: readonly Figure[] }[] = [];
    for (const { name, says, run } of chosen) {
      console.error(`${name}: ${says}`);
      const say = (text: string) => console.error(`  ${text}`);
      const figures = await run({ records, rounds, folder, root: ROOT, say, newDatabase: server.newDatabase });
      results.push({ workload: name, figures });
      if (!json) for (const line of alignColumns(figures.map(figureCells))) console.log(`  ${line}`);
    }
    if (json) console.log(JSON.stringify({ records, rounds, node: process.version, results }, null, 2));
  } finally {
    await server.close();
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

function readCount(text: string): number {
  const [, digits = '', unit = ''] = /^(\d{1,9})([km]?)$/i.exec(text) ?? [];
  if (digits === '' || Number(digits) === 0) throw new InvalidArgumentError('expected a count, such as 100k or 1m');
  return Number(digits) * ({ k: 1000, m: 1_000_000 }[unit.toLowerCase()] ?? 1);
}
