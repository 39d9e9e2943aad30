import { type RawBuilder, sql } from 'kysely';
import { type Dataset, snake } from '../../datasets/dataset.ts';
import { lengthsOf, type Measure } from '../../datasets/measures.ts';
import { MONTHS } from '../../db/day-sql.ts';
import { type Frame, framesOf, type Line, monthNumber, stagedMembers } from './frames.ts';

type Sql<Value = unknown> = RawBuilder<Value>;

/** The deltas of some measures, in one pass over the changed rows. */
export interface Pass {
  /** `counties`: from counties up; townships have totals only. */
  readonly reach: 'all' | 'counties';
  /** `select region_id, measure, member, year, amounts`, twelve cells a row, of the rows' own regions. */
  deltasOf(rows: Sql): Sql;
}

/**
 * How the sums of a dataset are made from its rows in as few passes as there are months of a row and breakdowns: one
 * row for each measure and member of a row, as `postings` makes them, would be twenty times as many to add up.
 */
export function passes(dataset: Dataset): readonly Pass[] {
  const members = new Map(stagedMembers(dataset).map(({ by, name }) => [by, name]));
  return framesOf(dataset).flatMap((frame) => {
    const { ofLengths, lines } = frame;
    const pass = (reach: Pass['reach'], of: readonly Line[], sumsOf: (rows: Sql) => Sql): Pass => ({
      reach,
      deltasOf: (rows) => deltasOf(of, sumsOf(rows)),
    });
    const families = Map.groupBy(lines, (line) => line.members.map(({ by }) => by).join());
    const byWords = [...families.values()].flatMap((family) => {
      const breakdowns = family[0]?.members ?? [];
      const [only] = breakdowns;
      if (only === undefined) return [];
      if (ofLengths) return [pass('counties', family, (rows) => sumsByYears(frame, family, rows, only.member))];
      const columns = breakdowns.map(({ by }) => sql.ref(`r.${members.get(by) ?? ''}`));
      return [pass('counties', family, (rows) => sumsByMonths(frame, family, rows, columns))];
    });
    return ofLengths ? byWords : [pass('all', lines, (rows) => totals(frame, lines, rows)), ...byWords];
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
  const { where = {}, group, within, same = [] } = measure;
  const own = [
    ...Object.keys(where),
    ...(group === undefined ? [] : [group.column, group.on]),
    ...(within?.between ?? []),
    ...same,
  ];
  switch (measure.kind) {
    case 'median':
      if (lengthsOf(measure) === null) return [];
      return [...own, ...measure.on, ...(measure.index ? [measure.index.class] : []), ...measure.of.between];
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

function deltasOf(lines: readonly Line[], sums: Sql): Sql {
  return sql`
    select f.region_id, p.measure, f.member, f.year, f.sums[12 * p.place - 11 : 12 * p.place] as amounts
    from (${sums}) f
    cross join lateral unnest(array[${sql.join(lines.map(({ code }) => sql.lit(code)))}]::text[])
      with ordinality as p(measure, place)
    where f.sums[12 * p.place - 11 : 12 * p.place] <> array_fill(0::bigint, array[12])`;
}

/** `select region_id, year, member, sums`, twelve sums a line. */
const totals = (frame: Frame, lines: readonly Line[], rows: Sql): Sql =>
  lines.length > 1 ? sumsByMonths(frame, lines, rows) : sumsByYears(frame, lines, rows);

function sumsByYears(frame: Frame, lines: readonly Line[], rows: Sql, member: Sql = sql`''`): Sql {
  const sums = lines.flatMap(({ amount, where }) =>
    MONTHS.map((month) => sql`coalesce(sum(${amount}) filter (where r.sum_place = ${month} and ${where}), 0)::bigint`),
  );
  return sql`
      select r.region_id, r.sum_year as year, (${member})::text as member, array[${sql.join(sums)}] as sums
      from (
        select m.*, m.sum_month / 12 as sum_year, m.sum_month % 12 + 1 as sum_place
        from (${inMonths(frame, rows)}) m ${AS_IT_STANDS}
      ) r
      group by 1, 2, 3`;
}

/**
 * The same of many lines or words. Rows of a month are added up first: there are then few to look at twelve times.
 * @param words columns in which rows have the words of breakdowns; none: totals
 */
function sumsByMonths(frame: Frame, lines: readonly Line[], rows: Sql, words: readonly Sql[] = []): Sql {
  const places = lines.map((_, at) => sql.ref(`sum_${at + 1}`));
  const months = lines.map(
    ({ amount, where }, at) => sql`coalesce(sum(${amount}) filter (where ${where}), 0)::bigint as ${places[at]}`,
  );
  const sums = places.flatMap((place) =>
    MONTHS.map((month) => sql`coalesce(max(m.${place}) filter (where m.sum_place = ${month}), 0)`),
  );
  const sets = words.map((word) => sql`(r.region_id, r.sum_month, ${word})`);
  return sql`
      select m.region_id, m.sum_year as year, m.member, array[${sql.join(sums)}] as sums
      from (
        select s.*, s.sum_month / 12 as sum_year, s.sum_month % 12 + 1 as sum_place
        from (
          select r.region_id, r.sum_month, coalesce(${sql.join([...words, sql`''`])}) as member, ${sql.join(months)}
          from (${inMonths(frame, rows)}) r
          group by ${words.length === 0 ? sql`1, 2` : sql`grouping sets (${sql.join(sets)})`}
        ) s ${AS_IT_STANDS}
      ) m
      group by 1, 2, 3`;
}

/** The rows with `sum_month`, counted from the year 0, and where they have several months `sum_day`, a day of it. */
function inMonths({ staged, day, from }: Frame, rows: Sql): Sql {
  if (staged !== null) {
    const month = sql.ref(`r.${staged}`);
    return sql`select r.*, ${month} as sum_month from (${rows}) r where ${month} is not null`;
  }
  return sql`
        select d.*, ${monthNumber(sql`d.sum_day`)} as sum_month
        from (select r.*, ${day} as sum_day from (${rows}) r ${from}) d where d.sum_day is not null ${AS_IT_STANDS}`;
}

/**
 * Ends a subquery whose columns are worked out once a row, and not wherever they are used. Of a 0 without quotes the planner
 * sees too late that it limits nothing, and keeps workers away.
 */
const AS_IT_STANDS = sql`offset '0'`;
