import { type RawBuilder, sql } from 'kysely';
import type { Dataset } from '../../datasets/dataset.ts';
import { lengthsOf } from '../../datasets/measures.ts';
import { dayOf, monthOf } from '../../db/day-sql.ts';
import { daysHeld, type MeasureSql, measuresSql, onDay } from '../../db/measure-sql.ts';

type Sql<Value = unknown> = RawBuilder<Value>;

/** What a measure adds to the sums of one month of a row `r`, that of `r.sum_day`. */
export interface Line {
  readonly code: string;
  readonly where: Sql;
  readonly amount: Sql;
  readonly members: MeasureSql['members'];
}

/** All lines that count in the same month of a row. */
export interface Frame {
  /** Where the month stands that a row `r` has by itself. */
  readonly staged: string | null;
  /** A day of the month of a row `r`; with `from`, one row may have several months, by their first days. */
  readonly day: Sql<string | null>;
  readonly from: Sql;
  readonly lines: readonly Line[];
  /** Lengths have no total, and are no column of a row. */
  readonly ofLengths: boolean;
}

/** The months in which measures count, each with the measures that do. */
export function framesOf(dataset: Dataset): readonly Frame[] {
  const frames = new Map<string, Frame & { readonly lines: Line[] }>();
  const staged: string[] = [];
  const add = (of: string, one: MeasureSql, day: Sql<string | null>, sign: Sql, from: Sql | null = null): void => {
    const median = one.measure.kind === 'median';
    const name = median ? `${one.code} ${of}` : of;
    if (from === null && !staged.includes(of)) staged.push(of);
    const frame = frames.get(name) ?? {
      staged: from === null ? `sum_month_${staged.indexOf(of) + 1}` : null,
      day,
      from: from ?? sql``,
      lines: [],
      ofLengths: median,
    };
    frame.lines.push(lineOf(one, sign));
    frames.set(name, frame);
  };
  for (const one of measuresSql(dataset, 'r')) {
    const { measure } = one;
    switch (measure.kind) {
      case 'distinct':
        break;
      case 'median':
        if (lengthsOf(measure) !== null) add(`on ${measure.on.join()}`, one, onDay(dataset, measure, 'r'), sql`r.sign`);
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

/** A column of the changed rows beside the measured ones: in which month, counted from the year 0, lines of theirs count. */
export interface StagedMonth {
  readonly name: string;
  /** Of a row `r`. */
  readonly month: Sql<number | null>;
}

/** Worked out once a row, not once a row and pass. */
export function stagedMonths(dataset: Dataset): readonly StagedMonth[] {
  const months = framesOf(dataset).flatMap(({ staged, day }) => (staged === null ? [] : [[staged, day] as const]));
  return [...new Map(months)].map(([name, day]) => ({ name, month: monthNumber(day) }));
}

/** The month that a row `r` reports, counted likewise; of a year its first. Null where rows report none. */
export const coveredMonth = (dataset: Dataset): Sql<number | null> | null =>
  dataset.covers === null ? null : monthNumber(dayOf(dataset, dataset.covers, 'r'));

export const monthNumber = (day: Sql<string | null>): Sql<number | null> =>
  sql`(date_part('year', ${day})::int * 12 + date_part('month', ${day})::int - 1)`;

/** Another such column: the member of a breakdown to which a row belongs. */
export interface StagedMember {
  readonly by: string;
  readonly name: string;
  /** Of a row `r`. */
  readonly member: Sql<string>;
}

export function stagedMembers(dataset: Dataset): readonly StagedMember[] {
  const lines = framesOf(dataset).flatMap(({ ofLengths, lines }) => (ofLengths ? [] : lines));
  const members = new Map(lines.flatMap((line) => line.members.map(({ by, member }) => [by, member])));
  return [...members].map(([by, member], at) => ({ by, member, name: `member_${at + 1}` }));
}
