import { inLocale, type Label, type Locale } from '../../kernel/label.ts';
import { isFileWide } from '../checking/promotable.ts';
import { impactLines } from './impact-text.ts';
import { issueLines } from './issue-lines.ts';
import { normalisationLines } from './normalisation-lines.ts';
import type { ImportReport, ReadSheet } from './report.ts';
import { alignColumns, padStart, wrapped } from './text-width.ts';

const OUTCOMES: Readonly<Record<ImportReport['outcome'] | 'noRows' | 'noGoodRows' | 'wholeRefused', Label>> = {
  committed: { zh: '已导入', en: 'committed' },
  rehearsed: { zh: '试导入，未保存；加 --commit 保存', en: 'rehearsed, nothing kept; add --commit to keep it' },
  unchanged: { zh: '数据已是如此，无需保存', en: 'the data say all this already; nothing to keep' },
  noRows: {
    zh: '没有数据行，也没有新报的月份；零报告请用 --region 和 --covers 注明月份',
    en: 'no rows and no months newly reported; a nil return names its months with --region and --covers',
  },
  noGoodRows: { zh: '没有一行可以导入', en: 'not one row could be imported' },
  refused: { zh: '--strict：有行被拒，整个文件未导入', en: '--strict: rows were rejected, so nothing was kept' },
  wholeRefused: {
    zh: '整个文件未导入：上面有针对整个文件的错误',
    en: 'nothing was kept: an error above concerns the file as a whole',
  },
};

const NOT_DATA: Readonly<Record<ReadSheet['notData'][number]['what'], Label>> = {
  blank: { zh: '空行', en: 'blank' },
  total: { zh: '合计行', en: 'totals' },
  note: { zh: '备注', en: 'notes' },
  header: { zh: '重复的表头', en: 'repeated headers' },
  example: { zh: '示例行', en: 'example rows' },
  numbering: { zh: '栏次行', en: 'column numbers' },
};

/**
 * The report for a terminal.
 * @param shown how many issues are written out; all are counted
 * @param width of the terminal in columns; what does not fit in a table is written in two lines an issue
 */
export function reportText(
  report: ImportReport,
  locale: Locale,
  shown: number,
  width: number = Number.POSITIVE_INFINITY,
): string {
  const say = (zh: string, en: string): string => inLocale({ zh, en }, locale);
  const outcome = inLocale(OUTCOMES[outcomeOf(report)], locale);
  const version = report.version === null ? '' : say(`，版本 ${report.version}`, `, version ${report.version}`);
  return [
    ...fileLines(report, locale).flatMap((line) => wrapped(line, width)),
    '',
    ...countLines(report, locale),
    ...normalisationLines(report.normalisations, locale, width),
    ...issueLines(report, locale, shown, width),
    ...(report.impact === null ? [] : impactLines(report.impact, locale)),
    '',
    `${report.dataset}: ${outcome}${version} (${report.seconds.toFixed(1)} s)`,
  ].join('\n');
}

function outcomeOf({ outcome, counts, issueCounts }: ImportReport): keyof typeof OUTCOMES {
  const whole = issueCounts.some(({ severity, code }) => severity === 'error' && isFileWide(code));
  if (outcome === 'refused' && whole) return 'wholeRefused';
  if (outcome !== 'unchanged' || counts.unchanged > 0 || counts.skipped > 0) return outcome;
  if (counts.read > 0) return 'noGoodRows';
  return 'noRows';
}

function fileLines({ file, sheets }: ImportReport, locale: Locale): readonly string[] {
  const say = (zh: string, en: string): string => inLocale({ zh, en }, locale);
  const delimiter = file.delimiter === '\t' ? say('制表符', 'tab') : file.delimiter;
  const how = [file.kind, file.encoding, delimiter].filter((part) => part !== null).join(', ');
  return [
    `${say('文件', 'file')}  ${file.name} (${how})`,
    ...listed(
      say('依据', 'because'),
      file.evidence.map((why) => inLocale(why, locale)),
      locale,
    ),
    ...sheets.flatMap((sheet) => [
      ...(sheet.name === null ? [] : [`${say('工作表', 'sheet')}  ${sheet.name}`]),
      ...(sheet.headerRows.length === 0 ? [] : [`${say('表头', 'header')}  ${rows(sheet.headerRows, locale)}`]),
      ...listed(
        say('识别的列', 'columns'),
        sheet.columns.map(({ header }) => header),
        locale,
      ),
      ...listed(say('忽略的列', 'ignored'), sheet.unknownColumns, locale),
      ...listed(
        say('丢弃的个人信息', 'personal, dropped'),
        sheet.personalColumns.map(({ header, cells }) => `${header} (${cells})`),
        locale,
      ),
      ...notDataLines(sheet, locale),
    ]),
  ];
}

const listed = (title: string, items: readonly string[], locale: Locale): readonly string[] =>
  items.length === 0
    ? []
    : [`${title}  ${items.map((item) => item.replace(/\s+/g, ' ')).join(locale === 'zh' ? '、' : ', ')}`];

function notDataLines({ notData }: ReadSheet, locale: Locale): readonly string[] {
  return Object.entries(Object.groupBy(notData, ({ what }) => what)).map(([what, found = []]) => {
    const title = Object.entries(NOT_DATA).find(([code]) => code === what)?.[1];
    return `${title === undefined ? what : inLocale(title, locale)}  ${rows(
      found.map(({ row }) => row),
      locale,
    )}`;
  });
}

const MOST_ROWS = 12;

function rows(numbers: readonly number[], locale: Locale): string {
  const some = numbers.slice(0, MOST_ROWS).join(locale === 'zh' ? '、' : ', ');
  const more = numbers.length > MOST_ROWS ? ' …' : '';
  return locale === 'zh' ? `第${some}行${more}` : `row ${some}${more}`;
}

function countLines({ counts, covered, cells }: ImportReport, locale: Locale): readonly string[] {
  const lines: readonly (readonly [Label, number])[] = [
    [{ zh: '读取', en: 'read' }, counts.read],
    [{ zh: '新增', en: 'created' }, counts.created],
    [{ zh: '更新', en: 'updated' }, counts.updated],
    [{ zh: '未变', en: 'unchanged' }, counts.unchanged],
    [{ zh: '拒绝', en: 'rejected' }, counts.rejected],
    [{ zh: '文件内重复', en: 'repeated in the file' }, counts.repeated],
    [{ zh: '跳过（非数值）', en: 'skipped, no value' }, counts.skipped],
    [{ zh: '新覆盖的乡镇·月', en: 'township-months covered' }, covered],
    [{ zh: '变动的汇总值', en: 'sums changed' }, cells],
  ];
  const width = Math.max(...lines.map(([, count]) => String(count).length));
  const alwaysShown = 5;
  return alignColumns(
    lines
      .filter(([, count], at) => at < alwaysShown || count > 0)
      .map(([label, count]) => [inLocale(label, locale), padStart(String(count), width)]),
  );
}
