import { type Exact, toFixed } from './exact.ts';
import { inLocale, type Label, type Locale, label } from './label.ts';

/** How a quantity is counted and written. */
export interface Unit {
  readonly label: Label;
  /** Follows the number in a sentence; in English the plural. */
  readonly symbol: Label;
  /** The English symbol after 1 or -1. */
  readonly one: string;
  /** Whether a formatted number carries the symbol; a bare count does not, its measure word belongs to the noun. */
  readonly attached: boolean;
  readonly decimals: number;
  /** Whole prints of such a unit are exact; of the others (rates, indices, areas) they are rounded. */
  readonly discrete: boolean;
}

export const UNITS = {
  percent: unit('百分比', 'percent', '%', '%', '%', { decimals: 2, discrete: false }),
  permille: unit('千分比', 'per mille', '‰', '‰', '‰', { decimals: 2, discrete: false }),
  percentage_point: unit('百分点', 'percentage points', '个百分点', 'percentage points', 'percentage point', {
    decimals: 2,
    discrete: false,
  }),
  count: unit('数量', 'count', '件', '', '', { attached: false }),
  person: unit('人数', 'people', '人', 'people', 'person'),
  person_time: unit('人次', 'person-times', '人次', 'person-times', 'person-time'),
  household: unit('户数', 'households', '户', 'households', 'household'),
  visit: unit('家次', 'visits', '家次', 'visits', 'visit'),
  yuan: unit('金额', 'yuan', '元', 'yuan', 'yuan', { decimals: 2 }),
  day: unit('天数', 'days', '天', 'days', 'day'),
  hour: unit('小时', 'hours', '小时', 'hours', 'hour'),
  minute: unit('分钟', 'minutes', '分钟', 'minutes', 'minute'),
  second: unit('秒', 'seconds', '秒', 'seconds', 'second'),
  score: unit('得分', 'score', '分', 'points', 'point', { decimals: 2, discrete: false }),
  index: unit('指数', 'index', '', '', '', { decimals: 2, discrete: false }),
  ratio: unit('比值', 'ratio', '', '', '', { decimals: 2, discrete: false }),
  per10k: unit('每万人', 'per 10,000 people', '/万人', 'per 10,000 people', 'per 10,000 people', {
    decimals: 2,
    discrete: false,
  }),
  per100k: unit('每十万人', 'per 100,000 people', '/10万人', 'per 100,000 people', 'per 100,000 people', {
    decimals: 2,
    discrete: false,
  }),
  rank: unit('位次', 'rank', '位', '', '', { attached: false }),
  ordinal: unit('序次', 'ordinal', '次', '', '', { attached: false }),
  level: unit('级', 'levels', '级', 'levels', 'level'),
  star: unit('星级', 'stars', '星', 'stars', 'star'),
  year: unit('年份', 'year', '年', '', '', { attached: false }),
  year_count: unit('年数', 'years', '年', 'years', 'year'),
  year_of_age: unit('周岁', 'years of age', '周岁', 'years of age', 'year of age'),
  mu: unit('亩', 'mu', '亩', 'mu', 'mu', { decimals: 2, discrete: false }),
  centimetre: unit('厘米', 'centimetres', '厘米', 'cm', 'cm', { decimals: 1, discrete: false }),
  trip: unit('航次', 'trips', '航次', 'trips', 'trip'),
  vessel_time: unit('艘次', 'vessel-times', '艘次', 'vessel-times', 'vessel-time'),
  count_per_month: unit('次/月', 'times a month', '次/月', 'times a month', 'time a month'),
} as const satisfies Record<string, Unit>;

export type UnitCode = keyof typeof UNITS;

export const UNIT_CODES = Object.keys(UNITS) as readonly UnitCode[];

export interface QuantityFormat {
  readonly unit: UnitCode;
  readonly decimals?: number;
  readonly locale: Locale;
  /** The noun's own measure word, e.g. 起 for incidents; attached even where the unit's symbol is not. */
  readonly symbol?: Label;
}

export function isUnitCode(code: string): code is UnitCode {
  return Object.hasOwn(UNITS, code);
}

export function unitOf(code: UnitCode): Unit {
  return UNITS[code];
}

/** '98.27%', '1327' (zh) and '1,327' (en), '116.00元', '7 people'. Rounded half up; grouped by thousands in English only. */
export function formatQuantity(x: Exact, { unit: code, decimals, locale, symbol }: QuantityFormat): string {
  const unit = unitOf(code);
  const digits = toFixed(x, decimals ?? unit.decimals);
  const number = locale === 'en' ? grouped(digits) : digits;
  if (symbol === undefined && !unit.attached) return number;
  const word = symbol ?? (isOne(digits) ? label(unit.symbol.zh, unit.one) : unit.symbol);
  const text = inLocale(word, locale);
  return locale === 'en' && /^\w/.test(text) ? `${number} ${text}` : number + text;
}

function grouped(digits: string): string {
  return digits.replace(/\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','));
}

function isOne(digits: string): boolean {
  return digits === '1' || digits === '-1';
}

function unit(
  zh: string,
  en: string,
  symbolZh: string,
  symbolEn: string,
  one: string,
  more: Partial<Pick<Unit, 'attached' | 'decimals' | 'discrete'>> = {},
): Unit {
  return {
    label: label(zh, en),
    symbol: label(symbolZh, symbolEn),
    one,
    attached: true,
    decimals: 0,
    discrete: true,
    ...more,
  };
}
