import { canSee } from '../../access/viewer.ts';
import { coveredMeasure } from '../../datasets/dataset.ts';
import { absolute, compare, type Exact, isZero, minus, over, toNumber } from '../../kernel/exact.ts';
import { periodHolding } from '../../kernel/period.ts';
import type { Region } from '../../regions/region.ts';
import type { RegionTree } from '../../regions/tree.ts';
import { scoreValue } from '../assessments/score-value.ts';
import { rankOf } from '../comparisons/rank-of.ts';
import { createEngine } from '../create-engine.ts';
import type { Engine, EngineOptions } from '../engine.ts';
import { reportedMonths } from '../values/coverage.ts';
import { formatValue } from '../values/format-value.ts';
import { readValue } from '../values/read-value.ts';
import type { ReportedMonths } from '../values/reported-months.ts';
import type { Value } from '../values/value.ts';
import { type Candidate, candidatesOf } from './candidates.ts';
import type { CoverageImpact, Impact, SideOfImpact, ValueImpact } from './impact.ts';
import { type TouchedSum, touchedFigures, touchedSums } from './touched.ts';

export interface ImpactOptions extends Omit<EngineOptions, 'asOf' | 'tree' | 'latestImport'> {
  readonly importId: number;
  /** The trees without and with the import. */
  readonly before: RegionTree;
  readonly after: RegionTree;
  /** No later import can be seen: what holds with this one is what holds now, which is read in half the time. */
  readonly newest: boolean;
}

const MOST_VALUES = 3000;
const MOST_COVERAGES = 500;
const MOST_RANKED = 100;

/**
 * Reads what may have changed as of the import before and as of the import itself: after it was committed, or inside of
 * its own transaction. At most 3000 values are compared, those of higher regions first, and 100 of them ranked.
 */
export async function impactOf({ importId, before, after, newest, ...options }: ImpactOptions): Promise<Impact> {
  const engineAt = (tree: RegionTree, asOf: number | null): Engine =>
    createEngine(
      { ...options, tree, asOf: asOf === null ? null : { importId: asOf }, latestImport: importId },
      scoreValue,
    );
  const then = engineAt(before, importId - 1);
  const now = engineAt(after, newest ? null : importId);
  const { viewer } = options;
  const roots = viewer.reach?.flatMap((code) => [before, after].flatMap((tree) => tree.find(code)?.id ?? [])) ?? null;
  const may = { roots, open: viewer.datasets };
  const [sums, figures] = await Promise.all([
    touchedSums(options.db, importId, may),
    touchedFigures(options.db, options.datasets, importId, may),
  ]);
  const seen = (regionId: number): boolean => {
    const [region, tree] = placeOf(regionId, after, before);
    return region !== null && canSee(viewer, tree, region);
  };
  const all = candidatesOf({ ...now, tree: after }, sums.rows, figures.rows).filter(({ regionId }) => seen(regionId));
  const chosen = all.slice(0, MOST_VALUES);
  const [values, coverage] = await Promise.all([
    Promise.all(chosen.map((one) => compared(then, now, one))),
    coverageImpacts(
      then,
      now,
      sums.rows.filter(({ regionId }) => seen(regionId)),
    ),
  ]);
  const changes = values.filter((one) => one !== null).sort(bySize(after));
  const left = all.length - chosen.length + (sums.total - sums.rows.length) + (figures.total - figures.rows.length);
  return { changes: await ranked(then, now, changes), coverage, compared: chosen.length, left };
}

interface Compared extends ValueImpact {
  readonly sides: readonly [then: Value | null, now: Value | null];
}

async function compared(
  then: Engine,
  now: Engine,
  { indicator, regionId, period }: Candidate,
): Promise<Compared | null> {
  const valueIn = (engine: Engine): Promise<Value | null> => {
    const region = engine.tree.known(regionId);
    return region === null || region.validTo !== null
      ? Promise.resolve(null)
      : readValue(engine, { indicator, region, period });
  };
  const sides = await Promise.all([valueIn(then), valueIn(now)]);
  const [old, fresh] = sides;
  const [region] = placeOf(regionId, now.tree, then.tree);
  if (region === null || isSame(old, fresh)) return null;
  const size = sizeOf(old?.value ?? null, fresh?.value ?? null);
  return { indicator, region, period, before: sideOf(old), after: sideOf(fresh), size, sides };
}

function placeOf(id: number, tree: RegionTree, other: RegionTree): readonly [Region | null, RegionTree] {
  const region = tree.known(id);
  return region === null ? [other.known(id), other] : [region, tree];
}

/** Why there is no value, before and after, is told by the coverage. */
function isSame(old: Value | null, fresh: Value | null): boolean {
  const [a, b] = [old?.value ?? null, fresh?.value ?? null];
  if (a === null || b === null) return a === b;
  return compare(a, b) === 0 && old?.basis === fresh?.basis;
}

function sideOf(value: Value | null): SideOfImpact {
  if (value === null) return { value: null, formatted: { zh: '—', en: '—' }, absence: 'NOT_APPLICABLE', rank: null };
  const formatted = { zh: formatValue(value, 'zh'), en: formatValue(value, 'en') };
  return { value: value.value, formatted, absence: value.absence, rank: null };
}

function sizeOf(old: Exact | null, fresh: Exact | null): number {
  if (old === null || fresh === null) return 1;
  const difference = absolute(minus(fresh, old));
  const [a, b] = [absolute(old), absolute(fresh)];
  const greater = compare(a, b) > 0 ? a : b;
  return isZero(greater) ? 0 : Math.min(1, toNumber(over(difference, greater)));
}

const bySize =
  (tree: RegionTree) =>
  (a: Compared, b: Compared): number =>
    b.size - a.size ||
    a.region.path.length - b.region.path.length ||
    order(a.region.code, b.region.code) ||
    order(b.period.start, a.period.start) ||
    order(a.period.code, b.period.code) ||
    order(a.indicator.code, b.indicator.code) ||
    Number(tree.known(a.region.id) === null);

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The first of them with their places among the regions beside them. */
async function ranked(then: Engine, now: Engine, changes: readonly Compared[]): Promise<readonly ValueImpact[]> {
  const placeIn = async (engine: Engine, value: Value | null): Promise<number | null> => {
    if (value === null || value.value === null || value.subject.indicator.direction === 'none') return null;
    return (await rankOf(engine, value.subject, 'PARENT'))?.position ?? null;
  };
  return Promise.all(
    changes.map(async ({ sides: [old, fresh], ...change }, at) => {
      if (at >= MOST_RANKED) return change;
      const [before, after] = await Promise.all([placeIn(then, old), placeIn(now, fresh)]);
      return { ...change, before: { ...change.before, rank: before }, after: { ...change.after, rank: after } };
    }),
  );
}

async function coverageImpacts(
  then: Engine,
  now: Engine,
  sums: readonly TouchedSum[],
): Promise<readonly CoverageImpact[]> {
  const byMeasure = new Map(Object.values(now.datasets).map((dataset) => [coveredMeasure(dataset), dataset]));
  const touched = sums.flatMap((sum) => {
    const dataset = byMeasure.get(sum.measure);
    return dataset === undefined ? [] : [{ ...sum, dataset }];
  });
  const found = await Promise.all(
    touched.slice(0, MOST_COVERAGES).map(async ({ dataset, regionId, year }): Promise<CoverageImpact | null> => {
      const period = periodHolding(year, 'year');
      const monthsIn = async (engine: Engine): Promise<ReportedMonths> => {
        const region = engine.tree.known(regionId);
        return region === null ? NO_MONTHS : reportedMonths(engine, dataset, 'flow', region, period);
      };
      const [before, after] = await Promise.all([monthsIn(then), monthsIn(now)]);
      const [region] = placeOf(regionId, now.tree, then.tree);
      if (region === null || (before.reported === after.reported && before.expected === after.expected)) return null;
      return { dataset: dataset.code, region, period, before, after };
    }),
  );
  const moved = ({ before, after }: CoverageImpact) => Math.abs(after.reported - before.reported);
  return found
    .filter((one) => one !== null)
    .sort(
      (a, b) =>
        moved(b) - moved(a) || a.region.path.length - b.region.path.length || order(a.region.code, b.region.code),
    );
}

const NO_MONTHS: ReportedMonths = { expected: 0, reported: 0 };
