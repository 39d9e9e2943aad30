import { normaliseText, readNumeral } from './chinese.ts';
import { readDated } from './dated-period.ts';
import { addDays, addMonths, type Day } from './day.ts';
import { isAnlanError } from './errors.ts';
import { dayPeriod, instantOf, type Period, parsePeriod, periodHolding, rangePeriod } from './period.ts';

export interface ReadingContext {
  /** When the text was published: settles 今年, 近五年, 截至目前 and the year of what names none. */
  readonly publishedOn?: Day;
  /** The year the text is about, where a heading or column says so. */
  readonly year?: number;
}

const NUMERALS = /[〇零一二三四五六七八九十两]+/g;
const RANGE_SIGNS = /[—–―~〜‐‑−]+|--|至|到/g;
const AS_OF = /^(?:截[至止](?:到|至)?)(.*?)(?:止|为止)?$/;
const NOW = /^(?:目前|今|今天|今日|现在|当前|发稿(?:时|日)?)$/;
const SINCE = /^(?:自|从)?(.+?)(?:年?以来|起?~(?:今|目前)|起)$/;
const RECENT = /^(?:近|最近|过去)(\d{1,3})(年|个月|个季度|天|日)(?:来|间)?$/;
const LENGTHS: Readonly<Record<string, number>> = { 年: 12, 个季度: 3, 个月: 1 };

/**
 * The period a text means: a code of the API, Chinese (2021年下半年, 2021年1—5月, 前三季度, 截至2022年3月9日) or loose
 * notation (2021H2, 2021.03, full-width digits). Words that lean on the moment of writing need `publishedOn`: 近五年 is
 * the five whole years before it, 今年以来 ends with it, 上半年 is the one of its year when that was over. Null when it
 * is no period or could be several.
 */
export function readPeriod(text: string, context: ReadingContext = {}): Period | null {
  const plain = normaliseText(text);
  if (plain.length > 60) return null;
  return readCode(plain) ?? readWords(plain, context);
}

function readCode(text: string): Period | null {
  try {
    return parsePeriod(text.replace(/^AS-OF/i, 'as-of'));
  } catch (error) {
    if (isAnlanError(error)) return null;
    throw error;
  }
}

function readWords(plain: string, context: ReadingContext): Period | null {
  const digits = plain
    .replace(/[ ()]/g, '')
    .toUpperCase()
    .replace(/(?:期间|累计|合计)$/, '')
    .replace(NUMERALS, (numeral) => String(readNumeral(numeral) ?? numeral));
  const words = anchored(digits, context.publishedOn);
  if (words === null) return null;
  const moment = AS_OF.exec(words)?.[1];
  if (moment !== undefined) return readMoment(moment, context);
  const signs = words.replace(RANGE_SIGNS, '~');
  if (NOW.test(signs.replace(/^~/, ''))) return readMoment('目前', context);
  const since = SINCE.exec(signs)?.[1];
  if (since !== undefined) return readSince(since, context);
  const recent = RECENT.exec(signs);
  if (recent !== null) return readRecent(Number(recent[1]), recent[2] ?? '', context.publishedOn);
  return dated(signs.replace(/^(?:自|从)/, ''), context);
}

function readMoment(text: string, context: ReadingContext): Period | null {
  if (NOW.test(text)) return context.publishedOn === undefined ? null : instantOf(dayPeriod(context.publishedOn));
  const period = dated(text, context);
  return period === null || period.kind === 'range' ? null : instantOf(period);
}

function readSince(text: string, context: ReadingContext): Period | null {
  const from = readDated(text, context.year) ?? begun(text, context.publishedOn);
  if (from === null || from.kind === 'range') return null;
  const last = context.publishedOn;
  const first = last !== undefined && from.end > last ? from.start : from.code;
  return readCode(`${first}/${last ?? '..'}`);
}

function readRecent(count: number, unit: string, publishedOn: Day | undefined): Period | null {
  if (publishedOn === undefined || count === 0) return null;
  const months = LENGTHS[unit];
  if (months === undefined) return rangePeriod(addDays(publishedOn, -count), publishedOn);
  if (unit === '年' && count === 1) return null;
  const kind = unit === '年' ? 'year' : unit === '个季度' ? 'quarter' : 'month';
  const end = periodHolding(publishedOn, kind).start;
  return rangePeriod(addMonths(end, -months * count), end);
}

/** What names no year is of the year of publication when it was over by then, of the year before when it had not begun. */
function dated(text: string, { publishedOn, year }: ReadingContext): Period | null {
  const period = readDated(text, year);
  if (period !== null || publishedOn === undefined) return period;
  const thisYear = Number(publishedOn.slice(0, 4));
  const candidate = readDated(text, thisYear);
  if (candidate === null || candidate.end <= addDays(publishedOn, 1)) return candidate;
  return candidate.start > publishedOn ? readDated(text, thisYear - 1) : null;
}

function begun(text: string, publishedOn: Day | undefined): Period | null {
  if (publishedOn === undefined) return null;
  const thisYear = Number(publishedOn.slice(0, 4));
  const candidate = readDated(text, thisYear);
  return candidate === null || candidate.start <= publishedOn ? candidate : readDated(text, thisYear - 1);
}

/** Words like 去年 and 本月 as dates; null when there are some and the day of writing is not known. */
function anchored(text: string, publishedOn: Day | undefined): string | null {
  const pattern = /今年|本年度?|去年|上年度?|前年|明年|本月|上个?月|本季度|上个?季度|本周|上周|昨[天日]/g;
  if (publishedOn === undefined) return pattern.test(text) ? null : text;
  const year = Number(publishedOn.slice(0, 4));
  return text.replace(pattern, (word) => {
    if (word === '今年' || word.startsWith('本年')) return `${year}年`;
    if (word === '去年' || word.startsWith('上年')) return `${year - 1}年`;
    if (word === '前年') return `${year - 2}年`;
    if (word === '明年') return `${year + 1}年`;
    return worded(word, publishedOn);
  });
}

function worded(word: string, publishedOn: Day): string {
  if (word.startsWith('昨')) return chinese(dayPeriod(addDays(publishedOn, -1)));
  const kind = word.endsWith('月') ? 'month' : word.endsWith('周') ? 'week' : 'quarter';
  const current = periodHolding(publishedOn, kind);
  return chinese(word.startsWith('本') ? current : periodHolding(addDays(current.start, -1), kind));
}

function chinese({ kind, code, start }: Period): string {
  const [year, month, day] = start.split('-').map(Number);
  if (kind === 'month') return `${year}年${month}月`;
  if (kind === 'day') return `${year}年${month}月${day}日`;
  const [codeYear, number = ''] = code.split(/-[QW]/);
  return `${codeYear}年第${Number(number)}${kind === 'week' ? '周' : '季度'}`;
}
