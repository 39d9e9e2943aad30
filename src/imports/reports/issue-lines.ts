import { inLocale, type Label, type Locale } from '../../kernel/label.ts';
import type { Issue, IssueCode } from '../rows/issue.ts';
import { printable } from './printable.ts';
import type { ImportReport } from './report.ts';
import { alignColumns, textWidth, wrapped } from './text-width.ts';

/** What is wrong, by severity: where, what, what was found and what was expected. */
export function issueLines(
  { issues, issueCounts }: ImportReport,
  locale: Locale,
  shown: number,
  width: number,
): readonly string[] {
  const lines: string[] = [];
  for (const severity of ['error', 'warning'] as const) {
    const title = severity === 'error' ? { zh: '错误', en: 'errors' } : { zh: '提醒', en: 'warnings' };
    const groups = issueCounts.filter((one) => one.severity === severity);
    const total = groups.reduce((sum, { count }) => sum + count, 0);
    if (total === 0) continue;
    const kinds = groups.map(({ code, count }) => `${code} ${count}`).join(', ');
    const found = issues.filter((issue) => issue.severity === severity);
    const told = found.slice(0, shown).map((issue) => issueCells(issue, locale));
    lines.push(
      '',
      ...wrapped(`${inLocale(title, locale)} ${total} (${kinds})`, width),
      ...issueTable(told, width).map((line) => `  ${line}`),
    );
    if (total > shown) lines.push(`  ${inLocale(moreLine(total, found.length), locale)}`);
  }
  return lines;
}

function moreLine(total: number, listed: number): Label {
  return listed === total
    ? { zh: `…… 共${total}条，--json 列出全部`, en: `… ${total} in all: --json` }
    : { zh: `…… 共${total}条，--json 列出前${listed}条`, en: `… ${total} in all, the first ${listed} with --json` };
}

const INDENT = 2;
const PLACE_CELLS = 2;

function issueTable(told: readonly (readonly string[])[], width: number): readonly string[] {
  const lines = alignColumns(told);
  if (lines.every((line) => INDENT + textWidth(line) <= width)) return lines;
  const places = alignColumns(told.map((cells) => cells.slice(0, PLACE_CELLS)));
  return told.flatMap((cells, at) => {
    const [message = '', found = '', wanted = ''] = cells.slice(PLACE_CELLS);
    const place = places[at] ?? '';
    const lines = [[message, found].filter((cell) => cell !== '').join('  '), wanted].filter((line) => line !== '');
    return [
      ...(place.trim() === '' ? [] : [place]),
      ...lines.flatMap((line) => wrapped(`    ${line}`, width - INDENT)),
    ];
  });
}

function issueCells(issue: Issue, locale: Locale): readonly string[] {
  const row = issue.row === null ? '' : locale === 'zh' ? `第${issue.row}行` : `row ${issue.row}`;
  const line = issue.line === null ? '' : locale === 'zh' ? `（文本第${issue.line}行）` : ` (line ${issue.line})`;
  const { expected, candidates } = issue;
  const told = expected === candidates.join(' / ');
  const wanted = [
    ...(expected === null ? [] : [`${inLocale(expectedWord(issue.code), locale)}${printable(expected)}`]),
    ...(candidates.length === 0 || told ? [] : [`→ ${candidates.join(locale === 'zh' ? '、' : ', ')}`]),
  ].join(' ');
  return [
    [issue.sheet, row + line].filter((part) => part !== null && part !== '').join(' '),
    printable(issue.column ?? issue.field ?? ''),
    printable(inLocale(issue.message, locale)),
    issue.found === null ? '' : `“${printable(issue.found)}”`,
    wanted,
  ];
}

/** Before what was expected: an example, the readings there are, places of nearly that name, or what should stand there. */
function expectedWord(code: IssueCode): Label {
  switch (code) {
    case 'bad_date':
    case 'bad_time':
    case 'bad_number':
    case 'bad_period':
    case 'unknown_measure':
      return { zh: '如 ', en: 'such as ' };
    case 'ambiguous_date':
    case 'ambiguous_number':
    case 'ambiguous_region':
      return { zh: '可能是 ', en: 'may be ' };
    case 'unknown_region':
    case 'region_outside':
      return { zh: '相近的有 ', en: 'near to it: ' };
    default:
      return { zh: '应为 ', en: 'expected ' };
  }
}
