import { type Kysely, sql } from 'kysely';
import { wholeHouse } from '../../access/viewer.ts';
import type { Dataset } from '../../datasets/dataset.ts';
import type { Database } from '../../db/database.ts';
import type { Impact } from '../../engine/impact/impact.ts';
import { impactOf } from '../../engine/impact/impact-of.ts';
import type { ReportedMonths } from '../../engine/values/reported-months.ts';
import type { Absence } from '../../engine/values/value.ts';
import type { Indicator } from '../../indicators/indicator.ts';
import { shanghaiDay } from '../../kernel/day.ts';
import { type Exact, toNumber } from '../../kernel/exact.ts';
import type { Label } from '../../kernel/label.ts';
import { loadTree } from '../../regions/load-tree.ts';
import type { Region } from '../../regions/region.ts';
import type { RegionTree } from '../../regions/tree.ts';

/** `Impact` as plain data: regions and indicators by code and name, numbers. */
export interface ImpactReport {
  readonly values: readonly {
    readonly indicator: string;
    readonly name: Label;
    readonly region: PlaceName;
    readonly period: string;
    readonly before: ValueSide;
    readonly after: ValueSide;
  }[];
  readonly coverage: readonly {
    readonly dataset: string;
    readonly region: PlaceName;
    readonly period: string;
    readonly before: ReportedMonths;
    readonly after: ReportedMonths;
  }[];
  /** How many values were compared. */
  readonly compared: number;
  /** How many more may have changed. */
  readonly left: number;
}

interface PlaceName {
  readonly code: string;
  readonly name: string;
}

interface ValueSide {
  readonly value: number | null;
  readonly formatted: { readonly zh: string; readonly en: string };
  readonly absence: Absence | null;
  readonly rank: number | null;
}

export interface ImpactRequest {
  readonly datasets: readonly Dataset[];
  readonly indicators: Iterable<Indicator>;
  /** The current tree; left out where the import changes it. */
  readonly tree?: RegionTree | undefined;
  readonly startedAt: Date;
}

/**
 * Works out the impact of import `id` in its own transaction, at its end. Thousands of sums are looked up, each by its key:
 * of a ledger that grew so fast the planner would rather read and sort the whole.
 */
export async function measureImpact(db: Kysely<Database>, id: number, request: ImpactRequest): Promise<ImpactReport> {
  const { tree } = request;
  const before = tree ?? (await loadTree(db, id - 1));
  const after = tree ?? (await loadTree(db, id));
  await sql`/* imports.by_key */ set local enable_mergejoin = off; set local enable_hashjoin = off`.execute(db);
  const impact = await impactOf({
    db,
    datasets: Object.fromEntries(request.datasets.map((dataset) => [dataset.code, dataset])),
    indicators: new Map([...request.indicators].map((indicator) => [indicator.code, indicator])),
    viewer: wholeHouse(),
    today: shanghaiDay(request.startedAt),
    importId: id,
    newest: true,
    before,
    after,
  });
  return plain(impact);
}

function plain({ changes, coverage, compared, left }: Impact): ImpactReport {
  return {
    values: changes.map(({ indicator, region, period, before, after }) => ({
      indicator: indicator.code,
      name: indicator.name,
      region: placeName(region),
      period: period.code,
      before: { ...before, value: numberOf(before.value) },
      after: { ...after, value: numberOf(after.value) },
    })),
    coverage: coverage.map(({ region, period, ...rest }) => ({
      ...rest,
      region: placeName(region),
      period: period.code,
    })),
    compared,
    left,
  };
}

const placeName = ({ code, name }: Region): PlaceName => ({ code, name });
const numberOf = (value: Exact | null): number | null => (value === null ? null : toNumber(value));
