import { type Kysely, type RawBuilder, sql } from 'kysely';
import { coveredMeasure, snake } from '../../datasets/dataset.ts';
import { lengthsOf } from '../../datasets/measures.ts';
import type { Database } from '../../db/database.ts';
import { measureSql } from '../../db/measure-sql.ts';
import { termsOf } from '../../indicators/terms.ts';
import type { Engine } from '../engine.ts';
import { ledgerMatch, ledgerRequests } from '../sources/ledger-source.ts';
import type { RowsSumKey } from '../sources/rows-key.ts';
import { inDays, placeOf, rowsRequests } from '../sources/rows-sql.ts';
import type { SumKey } from '../sources/sum-key.ts';
import { reportingRegion } from '../values/coverage.ts';
import { measureOf, termParts } from '../values/declared-measures.ts';
import { monthsDue, originOf } from '../values/span.ts';
import type { Subject } from '../values/value.ts';

type Found = ReadonlyMap<number, ReadonlySet<number>>;
interface Asked<Key> {
  readonly at: number;
  readonly key: Key;
}

/**
 * For each subject the imports that touched what its value is made of: sums, rows, printed figures, rates, the tree. Some
 * of them may not have changed the value. At most four statements, however many subjects there are.
 */
export async function candidateImports(
  engine: Engine,
  subjects: readonly Subject[],
): Promise<readonly ReadonlySet<number>[]> {
  const { db } = engine;
  const sums = subjects.flatMap((subject, at) => ledgerKeys(engine, subject).map((key) => ({ at, key })));
  const rows = subjects.flatMap((subject, at) => rowKeys(engine, subject).map((key) => ({ at, key })));
  const parts = await Promise.all([
    ofSums(db, sums),
    ofRows(engine, rows),
    ofFigures(engine, subjects),
    ofTree(db, subjects),
  ]);
  return subjects.map((_, at) => new Set(parts.flatMap((found) => [...(found.get(at) ?? [])])));
}

function placedTerms(engine: Engine, { indicator, region, period }: Subject) {
  return termsOf(indicator.formula).map((term) => {
    const { code, member } = termParts(term);
    const declared = measureOf(engine.measures, code);
    const { source, from, to } = originOf(declared, member, region, period, engine.today);
    const by = source === 'lengths' ? lengthsOf(declared.measure) : null;
    return { declared, source, key: { regionId: region.id, measure: code, member, by, from, to } };
  });
}

function ledgerKeys(engine: Engine, subject: Subject): readonly SumKey[] {
  return placedTerms(engine, subject).flatMap(({ declared: { dataset, measure }, source, key }) => {
    const months = monthsDue(measure.kind === 'stock' ? 'stock' : 'flow', subject.period, engine.today);
    const { id } = reportingRegion(engine, subject.region);
    const covered = { regionId: id, measure: coveredMeasure(dataset), member: '', by: null, ...months };
    return [...(source === 'rows' ? [] : [key]), ...(dataset.covers === null ? [] : [covered])];
  });
}

function rowKeys(engine: Engine, subject: Subject): readonly RowsSumKey[] {
  const grid = subject.region.level === 'grid' ? subject.region.code : null;
  return placedTerms(engine, subject).flatMap(({ source, key }) =>
    source === 'rows' ? [{ ...key, kind: 'sum' as const, grid }] : [],
  );
}

async function ofSums(db: Kysely<Database>, asked: readonly Asked<SumKey>[]): Promise<Found> {
  if (asked.length === 0) return new Map();
  const { rows } = await sql<Line>`/* engine.revisions.sums */
    select q.n, d.import_id from ${ledgerRequests(asked.map(({ key }) => key))}
    join cell_changes d on ${ledgerMatch('d')} group by q.n, d.import_id`.execute(db);
  return grouped(rows, (n) => asked[n]?.at);
}

async function ofRows({ db, measures }: Engine, asked: readonly Asked<RowsSumKey>[]): Promise<Found> {
  if (asked.length === 0) return new Map();
  const numbered = asked.map(({ key }, n) => ({ n, key }));
  const branches = [...Map.groupBy(numbered, ({ key }) => `${key.measure}|${placeOf(key)}`).values()].map(
    (requests) => {
      const [first] = requests;
      if (first === undefined) return sql``;
      const declared = measureOf(measures, first.key.measure);
      const { dataset, name } = declared;
      const inPlace =
        placeOf(first.key) === 'grid' && dataset.columns.grid?.kind === 'text'
          ? sql`r.grid = q.grid`
          : sql`r.region_id in (select place.region_id from region_versions place where place.path @> array[q.region_id])`;
      return sql`select q.n, turn.import_id from ${rowsRequests(requests)} join ${sql.table(dataset.code)} as r
      on ${inPlace} and ${measureSql(dataset, name, 'r').where} and ${inDays(declared)} ${turns}`;
    },
  );
  const { rows } = await sql<Line>`/* engine.revisions.rows */
    select distinct n, import_id from (${sql.join(branches, sql` union all `)}) as found where import_id is not null`.execute(
    db,
  );
  return grouped(rows, (n) => asked[n]?.at);
}

/** A row changes something when it comes and when it goes. */
const turns = sql`cross join lateral (values (r.imported_in), (r.superseded_in)) as turn(import_id)`;

async function ofFigures({ db, datasets }: Engine, subjects: readonly Subject[]): Promise<Found> {
  const named = subjects.flatMap(({ indicator, region }, at) => {
    const codes =
      indicator.formula.kind === 'perPopulation' ? [indicator.code, indicator.formula.over] : [indicator.code];
    return codes.map((code) => ({ at, code, region: region.id }));
  });
  const branches: RawBuilder<unknown>[] = [
    sql`select q.n, turn.import_id from unnest(
        ${named.map(({ at }) => at)}::int[], ${named.map(({ region }) => region)}::int[], ${named.map(({ code }) => code)}::text[]
      ) as q(n, region_id, indicator)
      join statistics r on r.region_id = q.region_id and r.indicator = q.indicator ${turns}`,
    ...Object.values(datasets).flatMap((dataset) => {
      const asked = subjects.flatMap(({ indicator: { formula }, region, period }, at) =>
        formula.kind === 'survey' && formula.dataset === dataset.code
          ? [{ at, region: region.id, item: formula.item, period }]
          : [],
      );
      if (dataset.rates === undefined || asked.length === 0) return [];
      const { period, item } = dataset.rates;
      return [
        sql`select q.n, turn.import_id from unnest(
            ${asked.map(({ at }) => at)}::int[], ${asked.map(({ region }) => region)}::int[],
            ${asked.map((one) => one.item)}::text[], ${asked.map((one) => one.period.start)}::date[],
            ${asked.map((one) => one.period.end)}::date[]
          ) as q(n, region_id, item, day_from, day_to)
          join ${sql.table(dataset.code)} r on ${sql.ref(`r.${snake(item)}`)} = q.item
            and ${sql.ref(`r.${snake(period)}_start`)} >= q.day_from and ${sql.ref(`r.${snake(period)}_end`)} <= q.day_to
            and r.region_id in (select place.region_id from region_versions place where place.path @> array[q.region_id])
          ${turns}`,
      ];
    }),
  ];
  const { rows } = await sql<Line>`/* engine.revisions.figures */
    select distinct n, import_id from (${sql.join(branches, sql` union all `)}) as found where import_id is not null`.execute(
    db,
  );
  return grouped(rows, (n) => n);
}

async function ofTree(db: Kysely<Database>, subjects: readonly Subject[]): Promise<Found> {
  const regions = [...new Set(subjects.map(({ region }) => region.id))];
  const { rows } = await sql<{ readonly regionId: number; readonly importId: number }>`/* engine.revisions.tree */
    select distinct root.id as region_id, turn.import_id
    from region_versions r cross join lateral unnest(r.path) as root(id) ${turns}
    where r.path && ${regions}::int[] and root.id = any(${regions}::int[]) and turn.import_id is not null`.execute(db);
  const byRegion = Map.groupBy(rows, ({ regionId }) => regionId);
  return new Map(
    subjects.map(({ region }, at) => [at, new Set((byRegion.get(region.id) ?? []).map(({ importId }) => importId))]),
  );
}

interface Line {
  readonly n: number;
  readonly importId: number;
}

function grouped(lines: readonly Line[], subjectOf: (n: number) => number | undefined): Found {
  const found = new Map<number, Set<number>>();
  for (const { n, importId } of lines) {
    const at = subjectOf(n);
    if (at === undefined) continue;
    const known = found.get(at) ?? new Set();
    known.add(importId);
    found.set(at, known);
  }
  return found;
}
