import type { Term } from '../../indicators/formula.ts';
import { type Exact, plus, times, ZERO } from '../../kernel/exact.ts';
import type { Period } from '../../kernel/period.ts';
import type { Region } from '../../regions/region.ts';
import type { Engine } from '../engine.ts';
import type { SumKey, Sums } from '../sources/sum-key.ts';
import { measureOf, termParts } from './declared-measures.ts';
import { type Placement, placementOf } from './span.ts';

/** The sum of terms in plain units (yuan, not cents); null when there is not a single cell or row. */
export async function sumOf(
  engine: Engine,
  terms: readonly Term[],
  region: Region,
  period: Period,
): Promise<Exact | null> {
  const sums = await Promise.all(terms.map((term) => termSum(engine, term, region, period)));
  const found = sums.filter((sum) => sum !== null);
  return found.length === 0 ? null : found.reduce(plus, ZERO);
}

async function termSum(engine: Engine, term: Term, region: Region, period: Period): Promise<Exact | null> {
  const { code, member } = termParts(term);
  const declared = measureOf(engine.measures, code);
  const placement = placementOf(declared, region, period, engine.today);
  const sums = await load(engine, placement, region, { measure: code, member, by: null });
  const sum = sums.get(member);
  return sum === undefined ? null : times(sum, declared.scale);
}

/** Sums of a measure by the words of one breakdown, in plain units, keyed by the word; '' where rows do not say. */
export async function sumsBy(
  engine: Engine,
  code: string,
  by: string,
  region: Region,
  period: Period,
): Promise<ReadonlyMap<string, Exact>> {
  const declared = measureOf(engine.measures, code);
  const placement = placementOf(declared, region, period, engine.today);
  const sums = await load(engine, placement, region, { measure: code, member: '', by });
  return new Map([...sums].map(([member, sum]) => [member.slice(by.length + 1), times(sum, declared.scale)]));
}

function load(
  engine: Engine,
  { source, from, to }: Placement,
  region: Region,
  what: Pick<SumKey, 'measure' | 'member' | 'by'>,
): Promise<Sums> {
  const key = { ...what, regionId: region.id, from, to };
  if (source === 'ledger') return engine.ledger.load(key);
  return engine.rows.sums({ ...key, grid: region.level === 'grid' ? region.code : null });
}
