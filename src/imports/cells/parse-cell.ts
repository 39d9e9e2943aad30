import type { ChoiceColumn, Column } from '../../datasets/columns.ts';
import { normaliseText, trimBlanks } from '../../kernel/chinese.ts';
import { readDay, readTime, type WhenProblem } from '../../kernel/when.ts';
import type { HeaderUnit } from '../reading/header-words.ts';
import { fault, isFault, type Reading } from '../rows/issue.ts';
import { parseCount, parseMoney, parseRate, parseScore } from './parse-number.ts';
import { parsePeriod } from './parse-period.ts';

/** Columns that are read from one cell alone. */
export type PlainColumn = Extract<
  Column,
  { kind: 'text' | 'day' | 'time' | 'count' | 'money' | 'rate' | 'number' | 'flag' | 'year' | 'choice' }
>;

export type ParseCell = (text: string, unit: HeaderUnit | null) => Reading<string>;

const YES = /^(?:是|有|对|√|✓|✔|☑|已|y|yes|true|1)$/i;
const NO = /^(?:否|无|不是|未|×|✗|✘|x|n|no|false|0)$/i;

export const isPlain = (column: Column): column is PlainColumn =>
  !['region', 'period', 'printed', 'indicator', 'source'].includes(column.kind);

/** How a cell of the column that is not empty is read, as the text that PostgreSQL takes for it. */
export function cellParser(column: PlainColumn): ParseCell {
  switch (column.kind) {
    case 'text':
      return (text) => ({ value: storable(text) });
    case 'day':
      return parseDay;
    case 'time':
      return (text) => when(readTime(text), 'bad_time', '时间', 'time', '2021-03-05 14:30');
    case 'count':
      return parseCount;
    case 'money':
      return parseMoney;
    case 'rate':
      return parseRate;
    case 'number':
      return parseScore;
    case 'flag':
      return parseFlag;
    case 'year':
      return parseYear;
    case 'choice':
      return choiceParser(column);
    default:
      return column satisfies never;
  }
}

export const parseDay: ParseDay = (text) => when(readDay(text), 'bad_date', '日期', 'day', '2021-03-05、2021年3月5日');

type ParseDay = (text: string) => Reading<string>;

/** As written, without blanks at the ends, zero-width and control characters. */
export function storable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be stored
  return trimBlanks(text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '').replace(/\r\n?/g, '\n'));
}

function when(
  found: string | WhenProblem,
  code: 'bad_date' | 'bad_time',
  zh: string,
  en: string,
  expected: string,
): Reading<string> {
  if (typeof found === 'string') return { value: found };
  switch (found.problem) {
    case 'impossible':
      return fault(code, `没有这样的${zh}`, `no such ${en} exists`, { expected });
    case 'ambiguous':
      return fault(code, `${zh}有歧义，年月日须写全`, `the ${en} can be read in several ways`, { expected });
    case 'unreadable':
      return fault(code, `不能读作${zh}`, `cannot be read as a ${en}`, { expected });
  }
}

/** 2021, 2021年, 2021年度, 二〇二一年. */
function parseYear(text: string): Reading<string> {
  const period = parsePeriod(normaliseText(text).replace(/(?:考评|评定)?年?度?$/, '年'), {});
  if (!isFault(period) && period.value.kind === 'year') return { value: period.value.code };
  return fault('bad_period', '不能读作年度', 'cannot be read as a year', { expected: '2021' });
}

function parseFlag(text: string): Reading<string> {
  const word = normaliseText(text);
  if (YES.test(word)) return { value: 'true' };
  if (NO.test(word)) return { value: 'false' };
  return fault('bad_flag', '既不是“是”也不是“否”', 'neither 是 (yes) nor 否 (no)', { expected: '是、否' });
}

function choiceParser({ choices }: ChoiceColumn): ParseCell {
  const words = new Map<string, string>();
  for (const [code, { label, aliases }] of Object.entries(choices)) {
    for (const word of [code, label.zh, label.en, ...aliases]) words.set(choiceKey(word), code);
  }
  const expected = Object.values(choices)
    .map(({ label }) => label.zh)
    .join('、');
  return (text) => {
    const code = words.get(choiceKey(text));
    return code === undefined
      ? fault('bad_choice', '不在可选项之中', 'not one of the choices', { expected })
      : { value: code };
  };
}

const choiceKey = (text: string): string => normaliseText(text).replaceAll(' ', '').toLowerCase();
