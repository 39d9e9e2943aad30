import { inLocale, type Label, type Locale, label } from '../../kernel/label.ts';
import type { Qualifier } from '../../kernel/printed.ts';
import { formatQuantity, UNITS, type UnitCode } from '../../kernel/unit.ts';
import type { Value } from './value.ts';

const NOTHING = '—';
const BOUNDS: Readonly<Partial<Record<Qualifier, (text: string, locale: Locale) => string>>> = {
  floor: (text, locale) => (locale === 'zh' ? `${text}以上` : `at least ${text}`),
  at_most: (text, locale) => (locale === 'zh' ? `${text}以下` : `at most ${text}`),
  approx: (text, locale) => (locale === 'zh' ? `约${text}` : `about ${text}`),
};

/** '98.27%', '1327', '99%以上' for a printed bound, '—' where there is no value. */
export function formatValue({ value, printed, subject }: Value, locale: Locale, symbol?: Label): string {
  if (value === null) return NOTHING;
  const { unit, decimals } = subject.indicator;
  const places = printed === null ? decimals : Math.max(0, -printed.place);
  const atLeast = printed?.qualifier === 'at_least';
  const text = formatQuantity(value, {
    unit,
    decimals: places,
    locale,
    ...(atLeast ? { symbol: more(symbol ?? symbolOf(unit)) } : symbol === undefined ? {} : { symbol }),
  });
  if (atLeast) return locale === 'zh' ? text : `over ${text}`;
  const bound = printed === null ? undefined : BOUNDS[printed.qualifier];
  return bound === undefined ? text : bound(text, locale);
}

/** 27000多人: the qualifier stands between the number and its measure word, but after a sign such as %. */
const more = ({ zh, en }: Label): Label => label(zh === '%' ? '%多' : `多${zh}`, en);

const symbolOf = (code: UnitCode): Label => (UNITS[code].attached ? UNITS[code].symbol : label('', ''));

export const inBoth = (write: (locale: Locale) => string): Label => label(write('zh'), write('en'));

export const reasonIn = (reason: Label | null, locale: Locale): string =>
  reason === null ? '' : inLocale(reason, locale);
