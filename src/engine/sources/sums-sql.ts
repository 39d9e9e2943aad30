import { type RawBuilder, sql } from 'kysely';
import type { Dataset } from '../../datasets/dataset.ts';
import { MONTHS, monthOf } from '../../db/day-sql.ts';
import { daysHeld, measureSql, onDay } from '../../db/measure-sql.ts';
import type { DeclaredMeasure } from '../values/declared-measures.ts';
import type { RowsSumKey } from './rows-key.ts';
import { inDays, type Numbered, namesGrids, type Place, rowsRequests, wordOf } from './rows-sql.ts';
import { versionOf } from './versions-sql.ts';

type Requests = readonly Numbered<Omit<RowsSumKey, 'kind'>>[];

interface Branch {
  readonly declared: DeclaredMeasure;
  /** Column of a breakdown; null for totals. */
  readonly by: string | null;
  /** The twelve months of a year, in `detail`; of a flow. */
  readonly monthly: boolean;
  readonly place: Place;
  readonly requests: Requests;
  readonly asOf: number | null;
}

/**
 * One branch of the batch: sums of one measure by the words of `by`, or its total or median. Every row of the places is
 * read once, however many periods are asked of them: the steps are fixed, since the planner guesses far off how many
 * regions lie below one.
 */
export function sumsBranch(asked: Branch): RawBuilder<unknown> {
  const { dataset, measure } = asked.declared;
  const branch: Branch = { ...asked, place: namesGrids(dataset) ? asked.place : 'tree' };
  switch (measure.kind) {
    case 'flow':
    case 'stock':
      return fromDays(branch);
    case 'median':
      return fromLengths(branch);
    case 'spread':
    case 'distinct':
      return fromRows(branch);
    default:
      return measure satisfies never;
  }
}

/** Sums of days first, then of periods: what counts on one day, or holds over the same days, is one number. */
function fromDays({ declared, by, monthly, place, requests, asOf }: Branch): RawBuilder<unknown> {
  const { dataset, measure, name } = declared;
  const { amountIn, where } = measureSql(dataset, name, 'r');
  const { from, until } =
    measure.kind === 'stock'
      ? daysHeld(dataset, measure, 'r')
      : { from: measure.kind === 'flow' ? onDay(dataset, measure, 'r') : sql<null>`null`, until: sql`null::date` };
  const day = monthly ? monthOf(from) : from;
  const within =
    measure.kind === 'stock'
      ? sql`d.day <= q.day_from and (d.until is null or d.until > q.day_from)`
      : sql`d.day >= q.day_from and d.day < q.day_to`;
  return sql`(with ${placesOf(place, requests, asOf)},
    days as materialized (
      select place.root, ${wordOf(declared, by)} as member, ${day} as day, ${until} as until,
        coalesce(sum(${amountIn(sql`null`, sql`null`)}), 0) as total
      from ${rowsOf(dataset, place, asOf, sql`${where} and ${inSpan(declared, requests)}`)}
      group by 1, 2, 3, 4
    )
    select q.n, ${by === null ? sql`''::text` : sql`d.member`} as member, sum(d.total)::numeric as total,
      ${monthly ? monthsOfDays : sql`null::jsonb`} as detail
    from ${rowsRequests(requests)}
    full join days as d on d.root = ${askedOf(place)} and ${within} and (q.member is null or q.member = d.member)
    where ${onBothSides(sql`d.root`)}
    group by 1, 2)`;
}

const monthsOfDays = sql`jsonb_build_array(${sql.join(
  MONTHS.map((month) => sql`coalesce(sum(d.total) filter (where date_part('month', d.day) = ${month}), 0)`),
)})`;

/** A median: how often each length occurs on a day, then in a period, where the middle one or two are looked up. */
function fromLengths({ declared, by, place, requests, asOf }: Branch): RawBuilder<unknown> {
  const { dataset, measure, name } = declared;
  const { amountIn, where } = measureSql(dataset, name, 'r');
  const day = measure.kind === 'median' ? onDay(dataset, measure, 'r') : sql`null`;
  const length = amountIn(sql`null`, sql`null`);
  return sql`(with ${placesOf(place, requests, asOf)},
    lengths as materialized (
      select place.root, ${wordOf(declared, by)} as member, ${day} as day, ${length} as length, count(*) as rows
      from ${rowsOf(dataset, place, asOf, sql`${where} and ${inSpan(declared, requests)}`)}
      group by 1, 2, 3, 4
    ), counted as (
      select q.n, ${by === null ? sql`''::text` : sql`l.member`} as member, l.length, sum(l.rows) as rows
      from ${rowsRequests(requests)}
      full join lengths as l on l.root = ${askedOf(place)} and l.day >= q.day_from and l.day < q.day_to
        and (q.member is null or q.member = l.member)
      where ${onBothSides(sql`l.root`)}
      group by 1, 2, 3
    ), ranked as (
      select n, member, length, sum(rows) over (partition by n, member) as total,
        sum(rows) over (partition by n, member order by length) as reached
      from counted
    )
    select n, member, trim_scale((min(length) filter (where 2 * reached >= total)
      + min(length) filter (where 2 * reached > total))::numeric / 2) as total, null::jsonb as detail
    from ranked group by n, member)`;
}

/** What cannot be made of sums of days: a count of distinct things, and what accrues over a row's own time. */
function fromRows({ declared, by, place, requests, asOf }: Branch): RawBuilder<unknown> {
  const { dataset, name } = declared;
  const { amountIn, identity, where } = measureSql(dataset, name, 'r');
  const total =
    identity === null
      ? sql`coalesce(sum(${amountIn(sql`q.day_from`, sql`q.day_to`)}), 0)`
      : sql`count(distinct ${identity})`;
  const word = wordOf(declared, by);
  return sql`(with ${placesOf(place, requests, asOf)},
    r as materialized (
      select place.root, r.* from ${rowsOf(dataset, place, asOf, sql`${where} and ${inSpan(declared, requests)}`)}
    )
    select q.n, ${word} as member, ${total}::numeric as total, null::jsonb as detail
    from ${rowsRequests(requests)}
    full join r on r.root = ${askedOf(place)} and ${inDays(declared)} and (q.member is null or q.member = ${word})
    where ${onBothSides(sql`r.root`)}
    group by 1, 2)`;
}

/**
 * Makes an inner join of a full one, unseen by the planner: right after a large import it takes both sides for a single
 * row, and would compare every row with every request; a full join has to hash.
 */
const onBothSides = (root: RawBuilder<unknown>) => sql`coalesce(q.n, -1) >= 0 and coalesce(${root}::text, '') <> ''`;

/** The rows of each place. Today's are looked up by an array of regions, which needs no guess of how many there are. */
function rowsOf(dataset: Dataset, place: Place, asOf: number | null, counts: RawBuilder<unknown>): RawBuilder<unknown> {
  const rows = sql`${sql.table(dataset.code)} as r`;
  const which = sql`${lies(place)} and ${versionOf('r', asOf)} and ${counts}`;
  if (asOf !== null || place === 'grid') return sql`place join ${rows} on ${which}`;
  return sql`place join ${rows} on ${which} and r.region_id = any(array(select region_id from place))`;
}

const askedOf = (place: Place) => (place === 'grid' ? sql`q.grid` : sql`q.region_id`);
const lies = (place: Place) => (place === 'grid' ? sql`r.grid = place.root` : sql`r.region_id = place.region_id`);

/** All places asked for, each once: `place(root)` by the code of a grid, `place(root, region_id)` by all regions below. */
function placesOf(place: Place, requests: Requests, asOf: number | null): RawBuilder<unknown> {
  if (place === 'grid') {
    const named = [...new Set(requests.flatMap(({ key }) => key.grid ?? []))];
    return sql`place as materialized (select root from unnest(${named}::text[]) as asked(root))`;
  }
  const roots = [...new Set(requests.map(({ key }) => key.regionId))];
  return sql`place as materialized (
      select asked.root, below.region_id from unnest(${roots}::int[]) as asked(root)
      join region_versions as below on below.path @> array[asked.root] and ${versionOf('below', asOf)}
    )`;
}

/** Days outside of all periods that are asked for need not be read. */
function inSpan({ dataset, measure }: DeclaredMeasure, requests: Requests): RawBuilder<boolean> {
  const from = requests.map(({ key }) => key.from).reduce((a, b) => (b < a ? b : a));
  const to = requests.map(({ key }) => key.to).reduce((a, b) => (b > a ? b : a));
  if (measure.kind === 'stock' || measure.kind === 'spread') {
    const held = daysHeld(dataset, measure, 'r');
    return sql`${held.from} < ${to}::date and (${held.until} is null or ${held.until} > ${from}::date)`;
  }
  const day = onDay(dataset, measure, 'r');
  return sql`${day} >= ${from}::date and ${day} < ${to}::date`;
}
