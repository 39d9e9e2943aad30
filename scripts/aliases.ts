import { userInfo } from 'node:os';
import { Command, InvalidArgumentError } from 'commander';
import { readConfig } from '../src/config.ts';
import { datasets } from '../src/datasets/index.ts';
import type { OpenDatabase } from '../src/db/connections/pool.ts';
import { onDatabase } from '../src/db/on-database.ts';
import { givenHeader, targetText } from '../src/imports/matches/header-match.ts';
import { type Match, OWN_OFFICE, readAssignment } from '../src/imports/matches/match.ts';
import { forgetMatch, listMatches, rememberMatch } from '../src/imports/matches/memory.ts';
import { findDataset, findPlace } from '../src/imports/scope.ts';
import { AnlanError, isAnlanError } from '../src/kernel/errors.ts';
import { inLocale } from '../src/kernel/label.ts';
import { loadTree } from '../src/regions/load-tree.ts';

const by = userInfo().username;

const command = new Command('npm run aliases --')
  .description('What people confirmed of the files of a source: headers that stand for columns, wordings for regions.')
  .option('--source <name>', `whose files: as in import --source, or the agency of a key (default: ${OWN_OFFICE})`)
  .option('--json', 'as JSON')
  .option('--english', 'messages in English')
  .addHelpText(
    'after',
    `
Examples:
  npm run aliases -- list                                            those in force, of every source
  npm run aliases -- list --history --source 安海镇综治办             who confirmed what, and what replaced it
  npm run aliases -- add-header mediations "负责镇街=township"
  npm run aliases -- add-region "安海=350582101000" --source 安海镇综治办
  npm run aliases -- remove 3                                        it stays in the history

Imports of the same source use them and say so in their report. "import --map" remembers what it was given.
Exit code: 0 done, 2 refused.`,
  )
  .exitOverride(({ exitCode: code }) => process.exit(code === 0 ? 0 : 2))
  .configureHelp({ showGlobalOptions: true });
command
  .command('list')
  .description('Lists those in force.')
  .option('--history', 'those that were replaced or taken back too')
  .action(({ history = false }: { readonly history?: boolean }) =>
    told(async ({ pool }) => listMatches(pool, { source: options().source ?? null, history })),
  );
command
  .command('add-header <dataset> <header=column>')
  .description('A header stands for a column, or for a part of one: region.township.')
  .action((code: string, assignment: string) =>
    told(async ({ pool }) => {
      const dataset = findDataset(Object.values(datasets), code);
      const header = givenHeader(dataset, assignment);
      const target = targetText(header);
      const match = { source: source(), dataset: dataset.code, kind: 'header', written: header.written } as const;
      return [await rememberMatch(pool, { ...match, target, by })];
    }),
  );
command
  .command('add-region <place=code>')
  .description('A wording stands for a region, in every dataset.')
  .action((assignment: string) =>
    told(async ({ pool, kysely }) => {
      const { written, target } = readAssignment(assignment);
      const region = findPlace(await loadTree(kysely), target, assignment);
      const match = { source: source(), dataset: null, kind: 'region', written, target: region.code } as const;
      return [await rememberMatch(pool, { ...match, by })];
    }),
  );
command
  .command('remove')
  .argument('<number>', 'as list shows it', matchNumber)
  .description('Takes one back.')
  .action((id: number) => told(async ({ pool }) => [await forgetMatch(pool, id, by)]));

try {
  await command.parseAsync();
} catch (error) {
  process.exitCode = 2;
  const { code, label, details } = isAnlanError(error) ? error : unforeseen(error);
  if (options().json) console.log(JSON.stringify({ code, message: label.en, details }, null, 2));
  else console.error(`${code}: ${inLocale(label, options().english ? 'en' : 'zh')}`);
}

function options(): { readonly source?: string; readonly json?: boolean; readonly english?: boolean } {
  return command.opts();
}

function source(): string {
  return options().source ?? OWN_OFFICE;
}

async function told(work: (database: OpenDatabase) => Promise<readonly Match[]>): Promise<void> {
  const matches = await onDatabase(readConfig(), { onProgress: (text) => console.error(`${text} …`) }, work);
  if (options().json) console.log(JSON.stringify(matches, null, 2));
  else console.log(matches.length === 0 ? none() : matches.map(line).join('\n'));
}

function none(): string {
  return options().english ? 'no match is remembered' : '没有记住的对应';
}

function line(match: Match): string {
  const { id, written, target, dataset, supersededAt, supersededBy } = match;
  const until = supersededAt === null ? '' : `  → ${day(supersededAt)} ${supersededBy ?? ''}`;
  const confirmed = `${day(match.confirmedAt)} ${match.confirmedBy ?? ''}`;
  return `${id}  ${match.source}  ${dataset ?? 'regions'}  ${written} = ${target}  ${confirmed}${until}`;
}

function day(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

function matchNumber(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('expected the number of a match, such as 3');
}

function unforeseen(error: unknown): AnlanError {
  console.error(error);
  const why = error instanceof Error ? error.message : String(error);
  return new AnlanError('INTERNAL', { zh: `未完成：${why}`, en: `nothing was done: ${why}` });
}
