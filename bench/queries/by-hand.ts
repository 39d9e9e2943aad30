import { type Asked, CITY, FOUR, ONE, PROVINCE, SIX, TWELVE, YEAR } from './asked.ts';
import type { QueryName } from './documents.ts';

type Row = readonly unknown[];

/** One prepared statement and how its rows become the answer. */
export interface ByHand {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly answer: (rows: readonly Row[]) => unknown;
}

const measures = (asked: readonly Asked[]): readonly string[] => [
  ...new Set(asked.flatMap(({ of, over }) => (over === undefined ? [of] : [of, over]))),
];

const COUNTIES = `select r.id, r.code, v.name from region_versions v join regions r on r.id = v.region_id
  where v.path @> array[(select id from regions where code = $1)] and v.level = 'county'
    and v.superseded_in is null and v.valid_to is null`;

type Sums = ReadonlyMap<string, number>;

function worth({ of, over, scale = 1, decimals }: Asked, sums: Sums): number | null {
  const above = sums.get(of);
  if (over === undefined) return above === undefined ? null : above / scale;
  const below = sums.get(over);
  if (above === undefined || below === undefined || below === 0) return null;
  return round((above / below) * 100, decimals);
}

const round = (value: number, decimals: number): number =>
  Number(`${Math.round(Number(`${value}e${decimals}`))}e-${decimals}`);
const shown = (value: number | null, { symbol, decimals }: Asked): string =>
  value === null ? '—' : `${value.toFixed(decimals)}${symbol}`;

function changeOf(asked: Asked, now: number | null, before: number | null) {
  if (now === null || before === null) return { absolute: null, relative: null, printed: null };
  const absolute = round(now - before, asked.decimals);
  const relative = before === 0 ? null : round((absolute / before) * 100, 1);
  const word = absolute > 0 ? '上升' : absolute < 0 ? '下降' : '持平';
  const printed =
    asked.over === undefined ? `${word}${Math.abs(relative ?? 0)}%` : `${word}${Math.abs(absolute)}个百分点`;
  return { absolute, relative, printed };
}

/** Place by value, the greater first; equals share the better one. */
function placesOf(values: readonly (number | null)[]): readonly (number | null)[] {
  const sorted = values.filter((value) => value !== null).sort((a, b) => b - a);
  return values.map((value) => (value === null ? null : sorted.indexOf(value) + 1));
}

interface Place {
  readonly code: unknown;
  readonly name: unknown;
  readonly now: Map<string, number>;
  readonly before: Map<string, number>;
}

function placesIn(rows: readonly Row[]): readonly Place[] {
  const places = new Map<unknown, Place>();
  for (const [code, name, measure, now, before] of rows) {
    const place = places.get(code) ?? { code, name, now: new Map(), before: new Map() };
    places.set(code, place);
    if (now !== null) place.now.set(String(measure), Number(now));
    if (before !== null) place.before.set(String(measure), Number(before));
  }
  return [...places.values()];
}

function ranked(asked: readonly Asked[], places: readonly Place[]): ReadonlyMap<string, readonly (number | null)[]> {
  return new Map(asked.map((one) => [one.code, placesOf(places.map(({ now }) => worth(one, now)))]));
}

const YEARLY = `
  select k.code, k.name, s.measure, s.now, s.before from kids k left join lateral (
    select c.measure, sum(c.value) filter (where c.year = $3) as now, sum(c.value) filter (where c.year < $3) as before
    from cells c
    where c.region_id = k.id and c.measure = any($2) and c.member = '' and c.year in ($3, $3 - 1)
    group by c.measure
  ) s on true order by k.code`;

/**
 * The endpoint that a good programmer writes for one page: sums in one statement, the rest in plain code. The statements
 * are what was fastest of what was tried: children are found by the index of paths (8 ms to 1), years rather than months
 * (a fifth), and records are looked through in their order until there are fifty (16 ms to 2).
 */
export const byHand: Readonly<Record<QueryName, ByHand>> = {
  d1: {
    text: `/* by_hand.drill_down */ with kids as (
      select r.id, r.code, v.name from region_versions v join regions r on r.id = v.region_id
      where v.path @> array[(select id from regions where code = $1)] and v.superseded_in is null and v.valid_to is null
        and v.parent_id = (select id from regions where code = $1))${YEARLY}`,
    values: [CITY, measures(SIX), YEAR],
    answer(rows) {
      const places = placesIn(rows);
      const ranks = ranked(SIX, places);
      return places.map(({ code, name, now, before }, at) => ({
        code,
        name,
        indicators: SIX.map((one) => {
          const value = worth(one, now);
          return {
            code: one.code,
            value,
            numerator: one.over === undefined ? null : (now.get(one.of) ?? null),
            denominator: one.over === undefined ? null : (now.get(one.over) ?? null),
            formatted: shown(value, one),
            change: changeOf(one, value, worth(one, before)),
            rank: { position: ranks.get(one.code)?.[at] ?? null, of: places.length },
          };
        }),
      }));
    },
  },
  d2: {
    text: `/* by_hand.trend */ select measure, to_char(month, 'YYYY-MM'), value from cells
      where region_id = (select id from regions where code = $1) and measure = any($2) and member = ''
        and year in ($3, $3 + 1) order by month`,
    values: [CITY, measures(FOUR), YEAR],
    answer(rows) {
      const months = new Map<string, Map<string, number>>();
      for (const [measure, month, value] of rows) {
        const sums = months.get(String(month)) ?? new Map<string, number>();
        months.set(String(month), sums.set(String(measure), Number(value)));
      }
      return FOUR.map((one) =>
        [...months].map(([period, sums]) => {
          const value = worth(one, sums);
          return { period, value, formatted: shown(value, one) };
        }),
      );
    },
  },
  d3: {
    text: `/* by_hand.ranking */ with kids as (${COUNTIES})${YEARLY}`,
    values: [PROVINCE, measures(ONE), YEAR],
    answer(rows) {
      const places = placesIn(rows);
      const ranks = ranked(ONE, places);
      return places.map(({ code, name, now }, at) => ({
        code,
        name,
        values: ONE.map((one) => {
          const value = worth(one, now);
          const position = ranks.get(one.code)?.[at] ?? null;
          return { value, formatted: shown(value, one), rank: { position, of: places.length } };
        }),
      }));
    },
  },
  d4: {
    text: `/* by_hand.heat_table */ with kids as (${COUNTIES})
      select k.code, k.name, s.quarter, s.measure, s.value from kids k left join lateral (
        select extract(quarter from c.month)::int as quarter, c.measure, sum(c.value) as value from cells c
        where c.region_id = k.id and c.measure = any($2) and c.member = '' and c.year = $3
        group by 1, 2
      ) s on true order by k.code`,
    values: [PROVINCE, measures(TWELVE), YEAR],
    answer(rows) {
      const places = new Map<unknown, { name: unknown; quarters: readonly Map<string, number>[] }>();
      for (const [code, name, quarter, measure, value] of rows) {
        const place = places.get(code) ?? { name, quarters: [1, 2, 3, 4].map(() => new Map<string, number>()) };
        places.set(code, place);
        place.quarters[Number(quarter) - 1]?.set(String(measure), Number(value));
      }
      return [...places].flatMap(([code, { name, quarters }]) =>
        quarters.map((sums, at) => ({
          code,
          name,
          period: `${YEAR}-Q${at + 1}`,
          values: TWELVE.map((one) => {
            const value = worth(one, sums);
            return { value, formatted: shown(value, one) };
          }),
        })),
      );
    },
  },
  d5: {
    text: `/* by_hand.records */ select m.serial, m.accepted_on, m.closed_on, m.outcome, m.parties, m.amount, r.code, m.name
      from (
        select m.*, v.name from mediations m cross join lateral (
          select v.name from region_versions v
          where v.region_id = m.region_id and v.superseded_in is null
            and v.path @> array[(select id from regions where code = $1)] limit 1
        ) v
        where m.superseded_in is null order by m.id limit 50
      ) m join regions r on r.id = m.region_id order by m.id`,
    values: [CITY],
    answer: (rows) =>
      rows.map(([serial, acceptedOn, closedOn, outcome, parties, amount, code, name]) => ({
        serial,
        acceptedOn,
        closedOn,
        outcome,
        parties,
        amount: amount === null ? null : Number(amount) / 100,
        region: { code, name },
      })),
  },
};
