import { Command } from 'commander';
import { readConfig } from '../src/config.ts';
import { datasets } from '../src/datasets/index.ts';
import { onDatabase } from '../src/db/on-database.ts';
import { findDataset, findScope } from '../src/imports/scope.ts';
import { isAnlanError } from '../src/kernel/errors.ts';
import { inLocale } from '../src/kernel/label.ts';
import { type Rebuilt, rebuildLedger } from '../src/ledger/rebuild.ts';
import { loadTree } from '../src/regions/load-tree.ts';

const ALL = Object.values(datasets);

const command = new Command('npm run rebuild --')
  .description('Writes sums and coverage of the ledger anew wherever they are not what the rows give.')
  .option('--dataset <code>', `only one of ${ALL.map(({ code }) => code).join(', ')}`)
  .option('--region <code>', 'only sums of this region and of what lies below it')
  .option('--json', 'the counts as JSON')
  .option('--english', 'in English')
  .addHelpText(
    'after',
    `
The API goes on answering; imports wait until it is done. Answers about the past are mended as well.
npm run verify shows beforehand what is wrong, and afterwards that nothing is.
Exit code: 0 done, 2 it could not be done; then nothing has changed.`,
  )
  .exitOverride(({ exitCode: code }) => process.exit(code === 0 ? 0 : 2))
  .parse();
const options = command.opts<{
  readonly dataset?: string;
  readonly region?: string;
  readonly json?: boolean;
  readonly english?: boolean;
}>();

try {
  const done = await rebuild();
  console.log(options.json ? JSON.stringify(done, null, 2) : done.map(describe).join('\n'));
} catch (error) {
  process.exitCode = 2;
  console.error(isAnlanError(error) ? `${error.code}: ${say(error.label.zh, error.label.en)}` : error);
}

async function rebuild(): Promise<readonly Rebuilt[]> {
  const chosen = options.dataset === undefined ? ALL : [findDataset(ALL, options.dataset)];
  const onProgress = (text: string) => console.error(`${text} …`);
  return onDatabase(readConfig(), { onProgress, long: true }, async ({ kysely: db }) => {
    const region = findScope(await loadTree(db), options.region);
    return rebuildLedger({
      db,
      datasets: chosen,
      within: region?.id ?? null,
      onWaiting: () => console.error('an import is writing; waiting for it to finish …'),
    });
  });
}

function describe({ dataset, cells, changes, coverage }: Rebuilt): string {
  if (cells + changes + coverage === 0) return say(`${dataset}：无须重建`, `${dataset}: nothing to mend`);
  return say(
    `${dataset}：重建汇总值 ${cells} 个、导入变动 ${changes} 个、已报乡镇·月 ${coverage} 个`,
    `${dataset}: mended ${cells} sums, ${changes} changes by imports, ${coverage} township-months`,
  );
}

function say(zh: string, en: string): string {
  return inLocale({ zh, en }, options.english ? 'en' : 'zh');
}
