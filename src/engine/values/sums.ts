import { WITHHELD, type Withheld } from '../../access/disclosure.ts';
import { LENGTH_CLASS, lengthsOf } from '../../datasets/measures.ts';
import type { Term } from '../../indicators/formula.ts';
import { type Exact, plus, times, ZERO } from '../../kernel/exact.ts';
import type { Period } from '../../kernel/period.ts';
import type { Region } from '../../regions/region.ts';
import type { Engine } from '../engine.ts';
import type { SumKey, Sums } from '../sources/sum-key.ts';
import { type DeclaredMeasure, measureOf, termParts } from './declared-measures.ts';
import { meanOf, middleOf } from './median-of.ts';
import { type Placement, placementOf } from './span.ts';
import type { Sum } from './sum.ts';

/** The sum of terms in plain units (yuan, not cents); withheld as soon as one term is. */
export async function sumOf(engine: Engine, terms: readonly Term[], region: Region, period: Period): Promise<Sum> {
  const sums = await Promise.all(terms.map((term) => termSum(engine, term, region, period)));
  if (sums.includes(WITHHELD)) return WITHHELD;
  const found = sums.filter((sum) => sum !== null && sum !== WITHHELD);
  return found.length === 0 ? null : found.reduce(plus, ZERO);
}

async function termSum(engine: Engine, term: Term, region: Region, period: Period): Promise<Sum> {
  const { code, member } = termParts(term);
  const declared = measureOf(engine.measures, code);
  const placement = placementOf(declared, region, period, engine.today);
  if (placement.source === 'lengths') return medianIn(engine, declared, region, placement);
  const sums = await load(engine, placement, region, { measure: code, member, by: null });
  const sum = sums.get(member);
  if (sum === undefined) return null;
  return sum === WITHHELD ? WITHHELD : times(sum, declared.scale);
}

/** Looked up among whole days, or among the lengths of the class in which the middle lies. */
async function medianIn(engine: Engine, declared: DeclaredMeasure, region: Region, placement: Placement): Promise<Sum> {
  const { code, measure, scale } = declared;
  const middle = middleOf(await load(engine, placement, region, { measure: code, member: '', by: lengthsOf(measure) }));
  if (middle === null || middle === WITHHELD) return middle;
  if (lengthsOf(measure) !== LENGTH_CLASS) return meanOf(middle);
  const { numbers: classes, place, count } = middle;
  const { from, to } = placement;
  const mean = await engine.middle({ measure: code, regionId: region.id, from, to, classes, place, count });
  return mean === null ? null : times(mean, scale);
}

/** Sums of a measure by the words of one breakdown, in plain units, keyed by the word; '' where rows do not say. */
export async function sumsBy(
  engine: Engine,
  code: string,
  by: string,
  region: Region,
  period: Period,
): Promise<ReadonlyMap<string, Exact | Withheld>> {
  const declared = measureOf(engine.measures, code);
  const placement = placementOf(declared, region, period, engine.today);
  const sums = await load(engine, placement, region, { measure: code, member: '', by });
  return new Map(
    [...sums].map(([member, sum]) => [
      member.slice(by.length + 1),
      sum === WITHHELD ? WITHHELD : times(sum, declared.scale),
    ]),
  );
}

function load(
  engine: Engine,
  { source, from, to }: Placement,
  region: Region,
  what: Pick<SumKey, 'measure' | 'member' | 'by'>,
): Promise<Sums> {
  const key = { ...what, regionId: region.id, from, to };
  if (source !== 'rows') return engine.sums.load(key);
  return engine.rowSums.load({ ...key, grid: region.level === 'grid' ? region.code : null });
}
