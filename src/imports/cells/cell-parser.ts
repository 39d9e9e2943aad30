import type { Column } from '../../datasets/columns.ts';
import { normaliseText } from '../../kernel/chinese.ts';
import { fault, isFault, type Reading } from '../rows/issue.ts';
import type { ParseCell } from './parse-cell.ts';
import { choiceParser } from './parse-choice.ts';
import { flagParser } from './parse-flag.ts';
import { parseIdentifier } from './parse-identifier.ts';
import {
  orStatedZero,
  parseCount,
  parseMoney,
  parseQuantity,
  parseRank,
  parseRate,
  parseScore,
  parseStars,
} from './parse-number.ts';
import { parsePeriod } from './parse-period.ts';
import { parseText } from './parse-text.ts';
import { parseDay, timeParser } from './parse-when.ts';

/** Columns that are read from one cell alone. */
export type PlainColumn = Extract<
  Column,
  { kind: 'text' | 'day' | 'time' | 'count' | 'money' | 'rate' | 'number' | 'quantity' | 'flag' | 'year' | 'choice' }
>;

const RANK = /(?:排名|名次|位次)$/;
const STARS = /星级$/;

export const isPlain = (column: Column): column is PlainColumn =>
  !['region', 'period', 'printed', 'indicator', 'source'].includes(column.kind);

/** How a cell of the column that is not empty is read, as the text that PostgreSQL takes for it. */
export function cellParser(column: PlainColumn): ParseCell {
  switch (column.kind) {
    case 'text':
      return column.identifier ? parseIdentifier : parseText;
    case 'day':
      return column.required ? parseDay : unlessNotYet(parseDay);
    case 'time':
      return column.required ? timeParser(column) : unlessNotYet(timeParser(column));
    case 'count':
      if (RANK.test(column.label.zh)) return parseRank;
      return orStatedZero(STARS.test(column.label.zh) ? parseStars : parseCount);
    case 'money':
      return orStatedZero(parseMoney);
    case 'rate':
      return parseRate;
    case 'number':
      return parseScore;
    case 'quantity':
      return parseQuantity;
    case 'flag':
      return flagParser(column);
    case 'year':
      return parseYear;
    case 'choice':
      return choiceParser(column);
    default:
      return column satisfies never;
  }
}

/** 未办结, 在办: it has not happened. What is not known (未知, 不详) is something else. */
const NOT_YET =
  /^(?:尚|暂|还)?未(?:办结|办理|结案|结|破案|破获|破|化解|调结|调处|处理|处置|完成|履行|赔付|支付|发放|回访|立案|受理|到场|停用|注销|撤销|解散|整改)$|^(?:在办|在侦|待办|待结|(?:办理|处理|处置|侦办|调解|进行|整改)中)$|^(?:无|暂无|没有|至今|长期|长期有效|永久|无限期)$/;

const unlessNotYet =
  (parse: ParseCell): ParseCell =>
  (text, unit) =>
    NOT_YET.test(normaliseText(text)) ? { value: '', notes: ['not_yet'] } : parse(text, unit);

/** Nothing was assessed before. */
const FIRST_YEAR = 1949;

/** 2021, 2021年, 2021年度, 二〇二一年. */
function parseYear(text: string): Reading<string> {
  const period = parsePeriod(normaliseText(text).replace(/(?:考评|评定)?年?度?$/, '年'), {});
  if (!isFault(period) && period.value.kind === 'year' && Number(period.value.code) >= FIRST_YEAR)
    return { value: period.value.code };
  return fault('bad_period', '不能读作年度', 'cannot be read as a year', { expected: '2021' });
}
