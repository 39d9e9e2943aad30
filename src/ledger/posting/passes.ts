import { type RawBuilder, sql } from 'kysely';
import { type Dataset, snake } from '../../datasets/dataset.ts';
import { countsDays, type Measure } from '../../datasets/measures.ts';
import { monthOf } from '../../db/day-sql.ts';
import { daysHeld, type MeasureSql, measuresSql, onDay } from '../../db/measure-sql.ts';
import { MONTHS } from '../cells.ts';

type Sql<Value = unknown> = RawBuilder<Value>;

/** What a measure adds to the sums of one month of a row `r`, that of `r.sum_day`. */
interface Line {
  readonly code: string;
  readonly where: Sql;
  readonly amount: Sql;
  readonly members: MeasureSql['members'];
}

/** All lines that count in the same month of a row. */
interface Frame {
  /** A day of the month of a row `r`; with `from`, one row may have several months, by their first days. */
  readonly day: Sql<string | null>;
  readonly from: Sql;
  readonly lines: readonly Line[];
  readonly reach: Pass['reach'];
}

/** The deltas of some measures, in one pass over the changed rows. */
export interface Pass {
  /** Lengths are counted from counties up. */
  readonly reach: 'all' | 'counties';
  /** `select region_id, measure, member, year, amounts`, twelve cells a row, of the rows' own regions. */
  deltasOf(rows: Sql): Sql;
}

/**
 * How the sums of a dataset are made from its rows in as few passes as there are months of a row and breakdowns: one
 * row for each measure and member of a row, as `postings` makes them, would be twenty times as many to add up.
 */
export function passes(dataset: Dataset): readonly Pass[] {
  return framesOf(dataset).flatMap((frame) => {
    const { reach } = frame;
    const dimensions = [...new Set(frame.lines.flatMap(({ members }) => members.map(({ by }) => by)))];
    const totals = reach === 'all' ? [null] : [];
    return [...totals, ...dimensions].map((by) => ({ reach, deltasOf: (rows) => deltasOf(frame, by, rows) }));
  });
}

/** The same cell may come from two passes: a stock that began and one that ended in the same month. */
export const mayRepeat = (dataset: Dataset): boolean =>
  Object.values(dataset.measures).some(({ kind }) => kind === 'stock');

/** The stored columns that measures read. */
export function measuredColumns(dataset: Dataset): readonly string[] {
  return [...new Set(Object.values(dataset.measures).flatMap(columnsOf))].map(snake);
}

function columnsOf(measure: Measure): readonly string[] {
  const { where = {}, group, within, same = [], by = [] } = measure;
  const own = [
    ...Object.keys(where),
    ...(group === undefined ? [] : [group.column, group.on]),
    ...(within?.between ?? []),
    ...same,
    ...by,
  ];
  switch (measure.kind) {
    case 'median':
      return countsDays(measure) ? [...own, ...measure.on, ...measure.of.between] : [];
    case 'flow': {
      const { sum } = measure;
      if (typeof sum === 'string') return [...own, ...measure.on, sum];
      const summed = sum === undefined ? [] : 'between' in sum ? elapsedColumns(sum) : sum;
      return [...own, ...measure.on, ...summed];
    }
    case 'stock':
    case 'spread':
      return [...own, measure.from, measure.until, ...(measure.sum === undefined ? [] : [measure.sum])];
    case 'distinct':
      return [];
    default:
      return measure satisfies never;
  }
}

const elapsedColumns = ({ between, times }: { between: readonly string[]; times?: string | undefined }) => [
  ...between,
  ...(times === undefined ? [] : [times]),
];

function framesOf(dataset: Dataset): readonly Frame[] {
  const frames = new Map<string, { day: Sql<string | null>; from: Sql; lines: Line[]; reach: Pass['reach'] }>();
  const add = (name: string, one: MeasureSql, day: Sql<string | null>, sign: Sql, from = sql``): void => {
    const reach = one.measure.kind === 'median' ? 'counties' : 'all';
    const frame = frames.get(name) ?? { day, from, lines: [], reach };
    frame.lines.push(lineOf(one, sign));
    frames.set(name, frame);
  };
  for (const one of measuresSql(dataset, 'r')) {
    const { measure } = one;
    switch (measure.kind) {
      case 'distinct':
        break;
      case 'median':
        if (countsDays(measure)) add(`median ${one.code}`, one, onDay(dataset, measure, 'r'), sql`r.sign`);
        break;
      case 'flow':
        add(`on ${measure.on.join()}`, one, onDay(dataset, measure, 'r'), sql`r.sign`);
        break;
      case 'stock': {
        const { from, until } = daysHeld(dataset, measure, 'r');
        add(`from ${measure.from}`, one, from, sql`r.sign`);
        add(`until ${measure.until} ${measure.untilInclusive === true}`, one, until, sql`-r.sign`);
        break;
      }
      case 'spread': {
        const { from, until } = daysHeld(dataset, measure, 'r');
        const months = sql`generate_series(${monthOf(from)}::timestamp, (${until} - 1)::timestamp, interval '1 month')`;
        add(
          `during ${measure.from} ${measure.until}`,
          one,
          sql`s.month::date`,
          sql`r.sign`,
          sql`cross join lateral ${months} as s(month)`,
        );
        break;
      }
      default:
        measure satisfies never;
    }
  }
  return [...frames.values()];
}

function lineOf({ code, measure, where, amountIn, members }: MeasureSql, sign: Sql): Line {
  const counted = !('sum' in measure) || measure.sum === undefined;
  const amount = amountIn(sql`r.sum_day`, sql`(r.sum_day + interval '1 month')::date`);
  return {
    code,
    where,
    amount: counted ? sign : sql`${sign} * (${amount})::bigint`,
    members,
  };
}

function deltasOf({ day, from, lines }: Frame, by: string | null, rows: Sql): Sql {
  const counting = by === null ? lines : lines.filter(({ members }) => members.some((one) => one.by === by));
  const member = counting.flatMap(({ members }) => members).find((one) => one.by === by)?.member ?? sql`''`;
  const sums = counting.flatMap(({ amount, where }) =>
    MONTHS.map((month) => sql`coalesce(sum(${amount}) filter (where r.sum_month = ${month} and ${where}), 0)::bigint`),
  );
  return sql`
    select f.region_id, p.measure, f.member, f.year, f.sums[12 * p.place - 11 : 12 * p.place] as amounts
    from (
      select r.region_id, r.sum_year as year, (${member})::text as member, array[${sql.join(sums)}] as sums
      from (
        select d.*, date_part('year', d.sum_day)::int as sum_year, date_part('month', d.sum_day)::int as sum_month
        from (select r.*, ${day} as sum_day from (${rows}) r ${from}) d where d.sum_day is not null offset 0
      ) r
      group by 1, 2, 3
    ) f
    cross join lateral unnest(array[${sql.join(counting.map(({ code }) => sql.lit(code)))}]::text[])
      with ordinality as p(measure, place)
    where f.sums[12 * p.place - 11 : 12 * p.place] <> array_fill(0::bigint, array[12])`;
}
