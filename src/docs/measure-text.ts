import type { Dataset } from '../datasets/dataset.ts';
import type { Elapsed, Measure } from '../datasets/measures.ts';
import { inLocale, type Locale } from '../kernel/label.ts';

/** What a measure counts, by the labels of its columns: which rows, by which day, what of them. */
export function measureText(dataset: Dataset, measure: Measure, locale: Locale): string {
  const zh = locale === 'zh';
  const parts = [
    whatText(dataset, measure, locale),
    dayText(dataset, measure, locale),
    ...conditions(dataset, measure, locale),
  ];
  return parts.filter((part) => part !== '').join(zh ? '；' : '; ');
}

const name = ({ columns }: Dataset, column: string, locale: Locale): string =>
  inLocale(columns[column]?.label ?? { zh: column, en: column }, locale);

const quoted = (text: string, locale: Locale): string => (locale === 'zh' ? `“${text}”` : `"${text}"`);

function named(dataset: Dataset, column: string, locale: Locale): string {
  return quoted(name(dataset, column, locale), locale);
}

function whatText(dataset: Dataset, measure: Measure, locale: Locale): string {
  const zh = locale === 'zh';
  if (measure.kind === 'median')
    return zh ? `${span(dataset, measure.of, locale)}的中位数` : `median of ${span(dataset, measure.of, locale)}`;
  if (measure.kind === 'distinct') return zh ? '不重复的地区数' : 'number of distinct places';
  const { sum } = measure;
  if (sum === undefined) return zh ? '记录条数' : 'number of records';
  if (typeof sum === 'string')
    return zh ? `${named(dataset, sum, locale)}之和` : `sum of ${named(dataset, sum, locale)}`;
  if ('between' in sum) return zh ? `${span(dataset, sum, locale)}之和` : `sum of ${span(dataset, sum, locale)}`;
  const columns = sum.map((column) => named(dataset, column, locale)).join(zh ? '、' : ', ');
  return zh ? `${columns}之和` : `sum of ${columns}`;
}

const UNITS = { day: ['天数', 'days'], hour: ['小时数', 'hours'], second: ['秒数', 'seconds'] } as const;

function span(dataset: Dataset, { between: [from, to], in: unit, times }: Elapsed, locale: Locale): string {
  const [zhUnit, enUnit] = UNITS[unit];
  const [first, last] = [named(dataset, from, locale), named(dataset, to, locale)];
  const by = times === undefined ? '' : `× ${named(dataset, times, locale)}`;
  return locale === 'zh' ? `${first}至${last}的${zhUnit}${by}` : `${enUnit} from ${first} to ${last} ${by}`.trim();
}

function dayText(dataset: Dataset, measure: Measure, locale: Locale): string {
  const zh = locale === 'zh';
  switch (measure.kind) {
    case 'flow':
    case 'distinct':
    case 'median': {
      const [first = '', ...others] = measure.on.map((column) => named(dataset, column, locale));
      const otherwise = others.map((other) => (zh ? `，缺则${other}` : `, else ${other}`)).join('');
      return zh ? `按${first}${otherwise}` : `by ${first}${otherwise}`;
    }
    case 'stock': {
      const [from, until] = [named(dataset, measure.from, locale), named(dataset, measure.until, locale)];
      const last = measure.untilInclusive === true ? (zh ? '（含当日）' : ', that day included') : '';
      return zh
        ? `期末有效：${from}起，至${until}止${last}`
        : `in force on the last day: from ${from} until ${until}${last}`;
    }
    case 'spread': {
      const [from, until] = [named(dataset, measure.from, locale), named(dataset, measure.until, locale)];
      return zh ? `自${from}至${until}按日分摊` : `spread evenly by day from ${from} to ${until}`;
    }
    default:
      return measure satisfies never;
  }
}

/** The tests of a row, in words. */
export function conditions(
  dataset: Dataset,
  measure: Pick<Measure, 'where' | 'group' | 'within' | 'same'>,
  locale: Locale,
): readonly string[] {
  const zh = locale === 'zh';
  const { where = {}, group, within, same } = measure;
  return [
    ...whereTexts(dataset, where, locale),
    ...(group === undefined
      ? []
      : [
          zh
            ? `${named(dataset, group.column, locale)}属于“${group.group}”类，以${named(dataset, group.on, locale)}时的目录为准`
            : `${named(dataset, group.column, locale)} in the group "${group.group}" as listed on ${named(dataset, group.on, locale)}`,
        ]),
    ...(within === undefined ? [] : [`${span(dataset, within, locale)} ≤ ${limits(within.atMost, locale)}`]),
    ...(same === undefined
      ? []
      : [
          zh
            ? `${named(dataset, same[0], locale)}与${named(dataset, same[1], locale)}相同`
            : `${named(dataset, same[0], locale)} and ${named(dataset, same[1], locale)} are the same`,
        ]),
  ];
}

function limits(atMost: NonNullable<Measure['within']>['atMost'], locale: Locale): string {
  if (typeof atMost === 'number') return String(atMost);
  return atMost
    .map(({ from, limit, basis }) => {
      const since = from === null ? '' : locale === 'zh' ? `${from}起` : `from ${from}: `;
      return locale === 'zh' ? `${since}${limit}（${basis.zh}）` : `${since}${limit} (${basis.en})`;
    })
    .join(locale === 'zh' ? '、' : ', ');
}

/** What is asked of single columns. */
export function whereTexts(dataset: Dataset, where: NonNullable<Measure['where']>, locale: Locale): readonly string[] {
  const zh = locale === 'zh';
  return Object.entries(where).map(([column, test]) => {
    const it = named(dataset, column, locale);
    const word = (code: string) => {
      const declared = dataset.columns[column];
      const found = declared?.kind === 'choice' ? declared.choices[code] : undefined;
      return quoted(found === undefined ? code : inLocale(found.label, locale), locale);
    };
    if (typeof test === 'boolean') return zh ? `${it}为${test ? '是' : '否'}` : `${it} is ${test ? 'yes' : 'no'}`;
    if (typeof test === 'string') return zh ? `${it}为${word(test)}` : `${it} is ${word(test)}`;
    if ('not' in test) return zh ? `${it}已填且不为${word(test.not)}` : `${it} is filled in and not ${word(test.not)}`;
    if ('in' in test)
      return zh ? `${it}为${test.in.map(word).join('、')}之一` : `${it} is one of ${test.in.map(word).join(', ')}`;
    if ('atLeast' in test) return `${it} ≥ ${test.atLeast}`;
    return zh ? `${it}已填` : `${it} is filled in`;
  });
}
