import { type Dataset, measureCode } from '../../datasets/dataset.ts';
import type { Measure } from '../../datasets/measures.ts';
import type { Term } from '../../indicators/formula.ts';
import { AnlanError } from '../../kernel/errors.ts';
import { type Exact, ONE, ratio } from '../../kernel/exact.ts';

export type Datasets = Readonly<Record<string, Dataset>>;

export interface DeclaredMeasure {
  /** `mediations.resolved_in_period` */
  readonly code: string;
  readonly dataset: Dataset;
  readonly name: string;
  readonly measure: Measure;
  /** Plain units in one stored unit: 1/100 where the database keeps cents, 1/3600 of an hour where it keeps seconds. */
  readonly scale: Exact;
  /** It counts people or what happened to them: restricted keys are told no small numbers of it. */
  readonly sensitive: boolean;
}

export type DeclaredMeasures = ReadonlyMap<string, DeclaredMeasure>;

export function declaredMeasures(datasets: Datasets): DeclaredMeasures {
  return new Map(
    Object.values(datasets).flatMap((dataset) =>
      Object.entries(dataset.measures).map(([name, measure]) => {
        const code = measureCode(dataset, name);
        const sensitive = (dataset.sensitive ?? false) || (measure.sensitive ?? false);
        return [code, { code, dataset, name, measure, scale: scaleOf(dataset, measure), sensitive }] as const;
      }),
    ),
  );
}

export function measureOf(measures: DeclaredMeasures, code: string): DeclaredMeasure {
  const found = measures.get(code);
  if (found === undefined) throw new AnlanError('INTERNAL', `expected a declared measure, got ${code}`, { code });
  return found;
}

/** A term in two parts; the member is '' for the whole measure. */
export function termParts(term: Term): { readonly code: string; readonly member: string } {
  return typeof term === 'string' ? { code: term, member: '' } : { code: term.measure, member: term.member };
}

/** Whole things or people, rather than amounts of money or time. */
export function isCount({ dataset, measure }: DeclaredMeasure): boolean {
  if (measure.kind === 'median' || measure.kind === 'spread') return false;
  if (measure.kind === 'distinct') return true;
  const { sum } = measure;
  if (sum === undefined) return true;
  return typeof sum === 'string' ? dataset.columns[sum]?.kind === 'count' : !('between' in sum);
}

const CENT = ratio(1, 100);
const SECOND_IN_HOURS = ratio(1, 3600);

function scaleOf(dataset: Dataset, measure: Measure): Exact {
  if (measure.kind === 'distinct') return ONE;
  const what = measure.kind === 'median' ? measure.of : measure.sum;
  if (typeof what === 'string') return dataset.columns[what]?.kind === 'money' ? CENT : ONE;
  return what !== undefined && 'in' in what && what.in === 'hour' ? SECOND_IN_HOURS : ONE;
}
