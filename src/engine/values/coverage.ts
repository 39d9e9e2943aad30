import { WITHHELD } from '../../access/disclosure.ts';
import { coveredMeasure, type Dataset } from '../../datasets/dataset.ts';
import { termsOf } from '../../indicators/terms.ts';
import { daysBetween } from '../../kernel/day.ts';
import { toNumber } from '../../kernel/exact.ts';
import type { Period } from '../../kernel/period.ts';
import { monthsIn } from '../../kernel/period-steps.ts';
import { inLedger, type Region } from '../../regions/region.ts';
import type { Engine } from '../engine.ts';
import { type DeclaredMeasure, measureOf, termParts } from './declared-measures.ts';
import type { ReportedMonths } from './reported-months.ts';
import { monthsDue, type Span } from './span.ts';
import { type Coverage, NO_COVERAGE, type Subject } from './value.ts';

/** Township-months of every dataset that the indicator counts from, added up. */
export async function coverageOf(engine: Engine, { indicator, region, period }: Subject): Promise<Coverage> {
  const measures = termsOf(indicator.formula).map((term) => measureOf(engine.measures, termParts(term).code));
  const distinct = Map.groupBy(measures, ({ dataset, measure }) => `${dataset.code}|${measure.kind === 'stock'}`);
  const parts = await Promise.all(
    [...distinct.values()].flatMap(([first]) => (first === undefined ? [] : [partOf(engine, first, region, period)])),
  );
  const known = parts.filter((part) => part !== null);
  if (known.length === 0) return NO_COVERAGE;
  const expected = known.reduce((sum, part) => sum + part.expected, 0);
  const reported = known.reduce((sum, part) => sum + part.reported, 0);
  return { expected, reported, share: expected === 0 ? null : reported / expected };
}

/** The region whose townships report for this one: itself, or the township (or what else the ledger keeps) above it. */
export function reportingRegion(engine: Pick<Engine, 'tree'>, region: Region): Region {
  if (inLedger(region.level)) return region;
  return engine.tree.ancestors(region).findLast(({ level }) => inLedger(level)) ?? region;
}

/** Township-months that a region has reported of a dataset. */
export async function coveredMonths(
  { sums }: Pick<Engine, 'sums'>,
  dataset: Dataset,
  { id }: Region,
  months: Span,
): Promise<number> {
  const found = (
    await sums.load({ regionId: id, measure: coveredMeasure(dataset), member: '', by: null, ...months })
  ).get('');
  return found === undefined || found === WITHHELD ? 0 : toNumber(found);
}

async function partOf(
  engine: Engine,
  { dataset, measure }: DeclaredMeasure,
  region: Region,
  period: Period,
): Promise<ReportedMonths | null> {
  if (dataset.covers === null) return null;
  return reportedMonths(engine, dataset, measure.kind === 'stock' ? 'stock' : 'flow', region, period);
}

/** What a dataset has reported of a period; for a stock, of its last month. Villages share what their township says. */
export function reportedMonths(
  engine: Engine,
  dataset: Dataset,
  kind: 'flow' | 'stock',
  region: Region,
  period: Period,
): Promise<ReportedMonths> {
  const place = reportingRegion(engine, region);
  const key = `${dataset.code}|${kind}|${place.id}|${period.start}|${period.end}`;
  const known = engine.reported.get(key);
  if (known !== undefined) return known;
  const found = monthsOf(engine, dataset, place, monthsDue(kind, period, engine.today));
  engine.reported.set(key, found);
  return found;
}

async function monthsOf(engine: Engine, dataset: Dataset, place: Region, months: Span): Promise<ReportedMonths> {
  if (daysBetween(months.from, months.to) <= 0) return { expected: 0, reported: 0 };
  const covered = await coveredMonths(engine, dataset, place, months);
  const count = monthsIn({ kind: 'range', code: '', start: months.from, end: months.to });
  const expected = engine.tree.townshipCount(place) * count;
  return { expected, reported: Math.min(expected, covered) };
}
