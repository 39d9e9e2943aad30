import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { ScorecardCoursesDocument, ScorecardDocument } from '../schema/generated/graphql.ts';
import { createApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { datasets } from '../src/datasets/index.ts';
import { onDatabase } from '../src/db/on-database.ts';
import { indicators, themes } from '../src/indicators/index.ts';
import { AnlanError, isAnlanError } from '../src/kernel/errors.ts';
import { scorecardHtml } from '../src/reports/html.ts';
import { monthsOf, picturedIn } from '../src/reports/pictured.ts';
import { scorecardOf } from '../src/reports/scorecard.ts';
import { csvSheet, tableRows, xlsxSheet } from '../src/reports/sheet.ts';
import { scorecardWord } from '../src/reports/word.ts';
import { openLog } from '../src/server/log.ts';

interface Options {
  readonly region: string;
  readonly period: string;
  readonly out: string;
  readonly indicators?: string;
  readonly asOf?: string;
  readonly english?: boolean;
}

const options = new Command('npm run report --')
  .description(
    'Writes the scorecard (平安成绩单) of a region and period: Word, HTML ready to print, and its table as XLSX and CSV.\nAll numbers are those of the API.',
  )
  .requiredOption('--region <code>', 'e.g. 350500000000 or 350500')
  .requiredOption('--period <code>', 'e.g. 2021, 2021-H2, 2021-03, 2021-01/2021-05')
  .option('--indicators <codes>', 'comma-separated; the whole catalogue when left out')
  .option('--as-of <moment>', 'with the data of then, e.g. 2022-03-09')
  .option('--out <folder>', 'where to write', '.')
  .option('--english', 'in English')
  .parse()
  .opts<Options>();

try {
  const config = readConfig();
  const { log, closeLog } = openLog(config);
  try {
    await onDatabase(config, { log }, async (database) => {
      const app = await createApp({ database, declarations: { datasets, indicators, themes }, log });
      try {
        await report(app);
      } finally {
        await app.close();
      }
    });
  } finally {
    closeLog();
  }
} catch (error) {
  process.exitCode = 1;
  console.error(isAnlanError(error) ? `${error.code}: ${error.message}` : error);
}

async function report({ answer }: Awaited<ReturnType<typeof createApp>>): Promise<void> {
  const locale = options.english ? 'EN' : 'ZH';
  const { region, period, asOf = null } = options;
  const codes = options.indicators?.split(',').map((code) => code.trim()) ?? [...indicators.keys()];
  const found = await answer(ScorecardDocument, { region, period, codes, asOf, locale });
  const pictured = picturedIn(found);
  const periods = [...monthsOf(found.indicatorTable.periods[0] ?? period)];
  const courses =
    pictured.length === 0 || periods.length === 0
      ? null
      : await answer(ScorecardCoursesDocument, { region, codes: [...pictured], periods, asOf, locale });
  const card = scorecardOf(found, { pictured, courses }, options.english ? 'en' : 'zh');
  if (card === null) throw new AnlanError('UNKNOWN_REGION', `there is no region ${options.region}`);
  const folder = resolve(options.out);
  await mkdir(folder, { recursive: true });
  const rows = tableRows(found);
  const files = {
    docx: await scorecardWord(card),
    html: scorecardHtml(card),
    xlsx: xlsxSheet(rows),
    csv: csvSheet(rows),
  };
  for (const [extension, content] of Object.entries(files)) {
    const path = join(folder, `${card.title.replaceAll(/[\\/:*?"<>|]/g, '_')}.${extension}`);
    await writeFile(path, content);
    console.log(path);
  }
}
