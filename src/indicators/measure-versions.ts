import type { GroupVersion } from '../datasets/columns.ts';
import { type Dataset, measureCode } from '../datasets/dataset.ts';
import type { DatedLimit } from '../datasets/measures.ts';
import { type Label, label } from '../kernel/label.ts';
import type { Indicator, Theme } from './indicator.ts';
import { termsOf } from './terms.ts';
import { type DeclaredVersion, dated } from './version.ts';

type Datasets = Readonly<Record<string, Dataset>>;

/**
 * The theme with the versions that its measures bring along: a group of words that was listed anew, a limit that was
 * set anew. An indicator that declares versions itself keeps those.
 */
export function withMeasureVersions(theme: Theme, datasets: Datasets): Theme {
  const indicators = Object.entries(theme.indicators).map(([code, indicator]) => {
    const found = versionsOfMeasures(indicator, datasets);
    const own = indicator.versions.some(({ from, to, area }) => from !== null || to !== null || area !== null);
    if (own || found.length === 0) return [code, indicator] as const;
    const versions = dated(found);
    return [code, { ...indicator, versions, version: versions.at(-1)?.code ?? indicator.version }] as const;
  });
  return { ...theme, indicators: Object.fromEntries(indicators) };
}

function versionsOfMeasures({ formula }: Indicator, datasets: Datasets): readonly DeclaredVersion[] {
  const found = new Map<string, DeclaredVersion>();
  for (const code of new Set(termsOf(formula).map((term) => (typeof term === 'string' ? term : term.measure)))) {
    for (const version of versionsOfMeasure(code, datasets)) found.set(version.code, version);
  }
  return [...found.values()].sort((a, b) => (a.from ?? '').localeCompare(b.from ?? ''));
}

function versionsOfMeasure(code: string, datasets: Datasets): readonly DeclaredVersion[] {
  for (const dataset of Object.values(datasets)) {
    const name = Object.keys(dataset.measures).find((one) => measureCode(dataset, one) === code);
    const measure = name === undefined ? undefined : dataset.measures[name];
    if (measure === undefined) continue;
    const column = measure.group === undefined ? undefined : dataset.columns[measure.group.column];
    const groups = column?.kind === 'choice' ? (column.groups?.[measure.group?.group ?? ''] ?? []) : [];
    const limits = typeof measure.within?.atMost === 'object' ? measure.within.atMost : [];
    const unit = measure.within?.in ?? 'day';
    return [...(groups.length > 1 ? groups.map(ofGroup) : []), ...limits.map((limit) => ofLimit(limit, unit))];
  }
  return [];
}

const FIRST = '1';

const ofGroup = ({ from, words, basis }: GroupVersion): DeclaredVersion => ({
  code: from ?? FIRST,
  from,
  note: label(words.join('、'), `these words and all below them: ${words.join('、')}`),
  basis: basis ?? null,
});

const UNITS: Readonly<Record<'day' | 'hour' | 'second', Label>> = {
  day: label('天', 'days'),
  hour: label('秒', 'seconds'),
  second: label('秒', 'seconds'),
};

const ofLimit = ({ from, limit, basis }: DatedLimit, unit: keyof typeof UNITS): DeclaredVersion => ({
  code: from ?? FIRST,
  from,
  note: label(`时限${limit}${UNITS[unit].zh}以内`, `within ${limit} ${UNITS[unit].en}`),
  basis,
});
