import DataLoader from 'dataloader';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Dataset } from '../../datasets/dataset.ts';
import type { Database } from '../../db/database.ts';
import type { Day } from '../../kernel/day.ts';
import type { Datasets } from '../values/declared-measures.ts';
import { inRegion, versionOf } from './versions-sql.ts';

const amount = z
  .union([z.number(), z.string()])
  .nullable()
  .transform((x) => (x === null ? null : String(x)));

const ruleRow = z.object({
  imported_in: z.number(),
  scheme: z.string(),
  region_id: z.number(),
  number: z.string(),
  item: z.string(),
  section: z.enum(['base', 'score', 'deduction', 'bonus', 'veto']),
  peer_group: z.string().nullable(),
  indicator: z.string().nullable(),
  reading: z.enum(['value', 'change', 'rank', 'rise', 'fall', 'events']).nullable(),
  scope: z.enum(['province', 'city']).nullable(),
  method: z.enum(['fixed', 'linear', 'step', 'per_unit_below', 'per_unit_above', 'rank', 'each']),
  low: amount,
  high: amount,
  points: amount,
  cap: amount,
  protected_factor: amount,
  department: z.string().nullable(),
});
const unitRow = z.object({
  imported_in: z.number(),
  scheme: z.string(),
  region_id: z.number(),
  peer_group: z.string().nullable(),
});
const eventRow = z.object({
  imported_in: z.number(),
  id: z.number(),
  scheme: z.string(),
  item: z.string(),
  happened_on: z.string(),
  size: z.number().nullable(),
  protected_period: z.boolean().nullable(),
});

/** One line of the rules of a scheme; amounts as text. */
export type RuleRow = Readonly<z.infer<typeof ruleRow>>;
/** A region that a scheme assesses. */
export type UnitRow = Readonly<z.infer<typeof unitRow>>;
/** What was entered of a region, or of one below it. */
export type EventRow = Readonly<z.infer<typeof eventRow>>;

export interface EventsKey {
  readonly regionId: number;
  readonly from: Day;
  readonly to: Day;
}

/** What a year is assessed by. One statement each and tick. */
export interface AssessmentSource {
  readonly rules: DataLoader<number, readonly RuleRow[]>;
  readonly units: DataLoader<number, readonly UnitRow[]>;
  readonly events: DataLoader<EventsKey, readonly EventRow[], string>;
}

export interface AssessmentSourceOptions {
  /** Where the events of these regions are read, by id. */
  readonly from: (regions: readonly number[]) => Kysely<Database>;
  /** For rules and units: who is assessed together lies beyond the reach of one of them. */
  readonly open: Kysely<Database>;
  readonly datasets: Datasets;
  readonly asOf: number | null;
}

interface Line {
  readonly n: number;
  readonly line: unknown;
}

export function createAssessmentSource({ from, open, datasets, asOf }: AssessmentSourceOptions): AssessmentSource {
  const read = async (
    db: Kysely<Database>,
    part: NonNullable<Dataset['assessment']>,
    asked: RawBuilder<unknown>,
    found: RawBuilder<boolean>,
  ) => {
    const branches = Object.values(datasets).flatMap(({ code, assessment }) =>
      assessment === part
        ? [
            sql`select q.n, r.id, to_jsonb(r) as line from ${asked} join ${sql.table(code)} as r on ${found}
            and ${versionOf('r', asOf)}`,
          ]
        : [],
    );
    if (branches.length === 0) return [];
    const { rows } = await sql<Line>`/* engine.assessments */
      ${sql.join(branches, sql` union all `)} order by n, id`.execute(db);
    return rows;
  };
  const ofYears = <Row>(part: 'rules' | 'units', row: z.ZodType<Row>) =>
    new DataLoader<number, readonly Row[]>(async (years) => {
      const asked = sql`unnest(${years.map((_, n) => n)}::int[], ${[...years]}::int[]) as q(n, year)`;
      return sorted(years.length, await read(open, part, asked, sql`r.year = q.year`), row);
    });
  return {
    rules: ofYears('rules', ruleRow),
    units: ofYears('units', unitRow),
    events: new DataLoader<EventsKey, readonly EventRow[], string>(
      async (keys) => {
        const asked = sql`unnest(${keys.map((_, n) => n)}::int[], ${keys.map(({ regionId }) => regionId)}::int[],
          ${keys.map(({ from }) => from)}::date[], ${keys.map(({ to }) => to)}::date[]) as q(n, region_id, day_from, day_to)`;
        const lies = sql<boolean>`r.happened_on >= q.day_from and r.happened_on < q.day_to and ${inRegion('r', asOf)}`;
        return sorted(
          keys.length,
          await read(from(keys.map(({ regionId }) => regionId)), 'events', asked, lies),
          eventRow,
        );
      },
      { cacheKeyFn: ({ regionId, from, to }) => `${regionId}|${from}|${to}` },
    ),
  };
}

function sorted<Row>(count: number, lines: readonly Line[], row: z.ZodType<Row>): Row[][] {
  const found = Array.from({ length: count }, (): Row[] => []);
  for (const { n, line } of lines) found[n]?.push(row.parse(line));
  return found;
}
