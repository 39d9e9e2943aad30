import { dayParts } from './day.ts';
import type { Locale } from './label.ts';
import { type Period, rangeParts, standardPeriod } from './period.ts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;
const QUARTERS = [
  { zh: '一', en: 'first' },
  { zh: '二', en: 'second' },
  { zh: '三', en: 'third' },
  { zh: '四', en: 'fourth' },
] as const;

/** '2021年下半年' and 'second half of 2021', '2021年1—5月' and 'January–May 2021', '截至2022年3月9日' and 'as of 9 March 2022'. */
export function periodLabel(period: Period, locale: Locale): string {
  if (period.kind === 'range') return rangeLabel(period, locale);
  if (period.kind !== 'instant') return standardLabel(period, locale);
  const moment = standardPeriod(period.code.replace(/^as-of /, ''));
  const words = moment === null ? period.code : standardLabel(moment, locale);
  return locale === 'zh' ? `截至${words}` : `as of ${words}`;
}

function standardLabel(period: Period, locale: Locale): string {
  const { year, month, day } = dayParts(period.start);
  const name = MONTHS[month - 1];
  const zh = locale === 'zh';
  switch (period.kind) {
    case 'year':
      return zh ? `${year}年` : `${year}`;
    case 'half':
      return zh ? `${year}年${month > 6 ? '下' : '上'}半年` : `${month > 6 ? 'second' : 'first'} half of ${year}`;
    case 'quarter': {
      const quarter = QUARTERS[(month - 1) / 3];
      return zh ? `${year}年第${quarter?.zh}季度` : `${quarter?.en} quarter of ${year}`;
    }
    case 'month':
      return zh ? `${year}年${month}月` : `${name} ${year}`;
    case 'week': {
      const [weekYear, week] = period.code.split('-W').map(Number);
      return zh ? `${weekYear}年第${week}周` : `week ${week} of ${weekYear}`;
    }
    case 'day':
      return zh ? `${year}年${month}月${day}日` : `${day} ${name} ${year}`;
    default:
      return period.code;
  }
}

function rangeLabel(period: Period, locale: Locale): string {
  const [first, last] = rangeParts(period.code) ?? [null, null];
  if (first === null) return period.code;
  const from = standardLabel(first, locale);
  if (last === null) return locale === 'zh' ? `${from}以来` : `since ${from}`;
  if (first.code === last.code) return from;
  if (first.kind === last.kind) return locale === 'zh' ? alikeZh(first, last) : alikeEn(first, last);
  return joined(from, standardLabel(last, locale), locale);
}

function alikeZh(first: Period, last: Period): string {
  const from = standardLabel(first, 'zh');
  const to = standardLabel(last, 'zh');
  const year = `${dayParts(first.start).year}年`;
  if (first.kind === 'year') return `${from.replace('年', '')}—${to}`;
  if (!to.startsWith(year) || !from.startsWith(year)) return joined(from, to, 'zh');
  if (first.kind === 'month') return `${from.replace('月', '')}—${to.slice(year.length)}`;
  const month = from.slice(0, from.indexOf('月') + 1);
  if (first.kind === 'day' && to.startsWith(month)) return `${from}—${to.slice(month.length)}`;
  return `${from}—${to.slice(year.length)}`;
}

function alikeEn(first: Period, last: Period): string {
  const from = standardLabel(first, 'en');
  const to = standardLabel(last, 'en');
  if (first.kind === 'year') return `${from}–${to}`;
  const year = ` ${dayParts(first.start).year}`;
  if (!to.endsWith(year) || !from.endsWith(year)) return joined(from, to, 'en');
  const short = from.slice(0, -year.length);
  if (first.kind === 'month') return `${short}–${to}`;
  if (first.kind !== 'day') return joined(from, to, 'en');
  return first.start.slice(0, 7) === last.start.slice(0, 7)
    ? `${dayParts(first.start).day}–${to}`
    : joined(short, to, 'en');
}

function joined(from: string, to: string, locale: Locale): string {
  return locale === 'zh' ? `${from}—${to}` : `${from} – ${to}`;
}
