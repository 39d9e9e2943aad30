import { afterAll, beforeAll, expect, test } from 'vitest';
import { undoImport } from '../../src/imports/undo/undo-import.ts';
import { createFolder } from '../imports/folder.ts';
import { ALL, createWorkspace, type Workspace } from '../imports/workspace.ts';
import { serveWorld, type World } from './world.ts';

const folder = createFolder();
const JINJIANG = '350582000000';
const ANHAI = '350582101000';
const CHENDAI = '350582103000';
let work: Workspace;
let world: World;
const versions: number[] = [];

async function bring(name: string, rows: readonly string[], covers?: string): Promise<number> {
  const file = folder.file(name, ['纠纷编号,乡镇（街道）,受理日期,办结日期,调解结果', ...rows].join('\n'));
  const report = await work.importFile('mediations', file, { region: JINJIANG, ...(covers ? { covers } : {}) });
  return report.version ?? 0;
}
const undo = async (importId: number): Promise<number> =>
  (await undoImport({ pool: work.pool, datasets: ALL, importId, commit: true })).version ?? 0;

beforeAll(async () => {
  work = await createWorkspace(['3505']);
  versions.push(
    await bring(
      'a.csv',
      ['A1,安海镇,2021-01-05,2021-01-07,化解成功', 'A2,安海镇,2021-01-05,2021-01-06,未化解'],
      '2021',
    ),
  );
  versions.push(await bring('b.csv', ['B1,陈埭镇,2021-02-05,,调处中']));
  versions.push(await bring('c.csv', ['A2,安海镇,2021-01-05,2021-01-08,化解成功']));
  versions.push(await bring('d.csv', ['D1,安海镇,2021-04-05,2021-04-06,未化解'], '2022-01'));
  versions.push(await undo(versions[3] ?? 0));
  await work.pool.query(
    "update imports set committed_at = (timestamp '2023-01-01' + id * interval '1 hour') at time zone 'UTC'",
  );
  world = await serveWorld(work);
});
afterAll(async () => {
  folder.remove();
  await world.close();
});

const REVISIONS = `query ($region: ID!, $code: ID!, $period: Period!) {
  region(code: $region) { indicator(code: $code, period: $period) { formatted
    revisions { formatted value numerator absence from until import { number kind } } } } }`;

async function revisionsOf(region: string, code: string, period: string) {
  const { data, errors } = await world.ask(REVISIONS, { region, code, period });
  expect(errors).toBeUndefined();
  // The query asks for exactly this.
  const { indicator } = (data as { region: { indicator: { formatted: string; revisions: Revision[] } } }).region;
  return indicator.revisions;
}
interface Revision {
  readonly formatted: string;
  readonly value: number | null;
  readonly absence: string | null;
  readonly from: string;
  readonly until: string | null;
  readonly import: { readonly number: number; readonly kind: string };
}
const brief = (revisions: readonly Revision[]) =>
  revisions.map(({ formatted, import: { number } }) => [formatted, versions.indexOf(number)]);

test('revisions name only the imports that changed the value: sums, medians, villages and odd days', async () => {
  expect(brief(await revisionsOf(ANHAI, 'mediation.resolution_rate', '2021'))).toEqual([
    ['100.00%', 4],
    ['66.67%', 3],
    ['100.00%', 2],
    ['50.00%', 0],
  ]);
  expect(brief(await revisionsOf(JINJIANG, 'mediation.found', '2021'))).toEqual([
    ['3', 4],
    ['4', 3],
    ['3', 1],
    ['2', 0],
  ]);
  expect(brief(await revisionsOf(CHENDAI, 'mediation.found', '2021'))).toEqual([
    ['1', 1],
    ['0', 0],
  ]);
  expect(brief(await revisionsOf(ANHAI, 'mediation.median_days', '2021'))).toEqual([
    ['2.5天', 2],
    ['2.0天', 0],
  ]);
  expect(brief(await revisionsOf(ANHAI, 'mediation.found', '2021-04-05'))).toEqual([
    ['0', 4],
    ['1', 3],
    ['0', 0],
  ]);
  expect(brief(await revisionsOf(ANHAI, 'mediation.found', '2022-01'))).toEqual([
    ['—', 4],
    ['0', 3],
  ]);
  const [newest, before] = await revisionsOf(ANHAI, 'mediation.resolution_rate', '2021');
  expect([newest?.until, newest?.from]).toEqual([null, before?.until]);
  expect(newest?.import.kind).toBe('UNDO');
});

test('printed figures and surveys have revisions too, and a past moment knows only its own', async () => {
  const figure = (value: string) =>
    folder.file('p.csv', `地区,统计周期,指标,数值,单位,来源\n晋江市,2021,population.resident,${value},人,公报`);
  const survey = (positive: number) =>
    folder.file('s.csv', `测评批次,地区,指标,有效样本数,满意数\n2021年下半年,晋江市,群众安全感率,500,${positive}\n`);
  const options = { region: '350500000000' };
  for (const value of ['2061551', '2070000']) await work.importFile('statistics', figure(value), options);
  for (const positive of [480, 490]) await work.importFile('survey_rates', survey(positive), options);
  await world.app.refresh();
  const told = async (code: string, period: string) =>
    (await revisionsOf(JINJIANG, code, period)).map(({ formatted }) => formatted);
  expect(await told('population.resident', '2021')).toEqual(['2070000人', '2061551人']);
  expect(await told('survey.safety_rate', '2021-H2')).toEqual(['98.000%', '96.000%']);
});

test('revisions of many values take no more statements than those of one', async () => {
  const ask = async (regions: readonly string[]) => {
    const parts = regions.map(
      (code, at) =>
        `r${at}: region(code: "${code}") { indicator(code: "mediation.found", period: "2021") { revisions { value } } }`,
    );
    work.statements.length = 0;
    const { errors } = await world.ask(`{ ${parts.join(' ')} }`);
    expect(errors).toBeUndefined();
    return work.statements.filter((text) => text.includes('engine.')).length;
  };
  const one = await ask([ANHAI]);
  expect(await ask([ANHAI, CHENDAI, JINJIANG, '350500000000', '350582102000'])).toBeLessThanOrEqual(one + 6);
});

test('coverage says who has not reported, nil returns apart, today and as of then', async () => {
  const query = `query ($asOf: DateTime) { region(code: "${JINJIANG}", asOf: $asOf) {
    coverage(dataset: "mediations", period: "2021-12/2022-01") {
      expected reported missing nilReturns share
      townshipMonths(first: 2) { totalCount nodes { month state region { name } } pageInfo { hasNextPage endCursor } }
      nil: townshipMonths(state: NIL, first: 1) { totalCount nodes { month state } } } } }`;
  const { data, errors } = await world.ask(query);
  expect(errors).toBeUndefined();
  expect(data).toMatchObject({
    region: {
      coverage: {
        expected: 44,
        reported: 22,
        missing: 22,
        nilReturns: 22,
        share: 0.5,
        townshipMonths: { totalCount: 22, pageInfo: { hasNextPage: true } },
        nil: { totalCount: 22, nodes: [{ month: '2021-12', state: 'NIL' }] },
      },
    },
  });
  const { rows } = await work.pool.query<{ committed_at: Date }>('select committed_at from imports where id = $1', [
    versions[3],
  ]);
  const then = await world.ask(query, { asOf: rows[0]?.committed_at.toISOString() });
  expect(then.data).toMatchObject({ region: { coverage: { reported: 44, missing: 0, share: 1 } } });

  const page = `query ($after: String) { region(code: "${JINJIANG}") { coverage(dataset: "mediations", period: "2022-01") {
    townshipMonths(first: 5, after: $after) { nodes { month region { code } } pageInfo { hasNextPage endCursor } } } } }`;
  const seen: string[] = [];
  let after: string | null = null;
  for (let more = true; more; ) {
    const answer = await world.ask(page, { after });
    expect(answer.errors).toBeUndefined();
    // The query asks for exactly this.
    const { townshipMonths } = (answer.data as { region: { coverage: { townshipMonths: Months } } }).region.coverage;
    seen.push(...townshipMonths.nodes.map(({ region }) => region.code));
    more = townshipMonths.pageInfo.hasNextPage;
    after = townshipMonths.pageInfo.endCursor;
  }
  expect(new Set(seen).size).toBe(22);
  expect(seen).toEqual(seen.toSorted());
  const rowsOf = await world.ask(
    `{ region(code: "${JINJIANG}") { coverage(dataset: "mediations", period: "2021-02") { townshipMonths(state: ROWS) { nodes { region { name } } } nilReturns } } }`,
  );
  expect(rowsOf.data).toEqual({
    region: { coverage: { townshipMonths: { nodes: [{ region: { name: '陈埭镇' } }] }, nilReturns: 21 } },
  });
  const wrong = await world.ask(
    `{ region(code: "${JINJIANG}") { coverage(dataset: "statistics", period: "2021") { missing } } }`,
  );
  expect(wrong.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
});
interface Months {
  readonly nodes: readonly { readonly region: { readonly code: string } }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

test('an import and its undo tell their impact, page by page and within the reach of the key', async () => {
  const query = `query ($id: ID!, $after: String) { import(id: $id) { kind undoes { number } undoneBy { number }
    impact { compared left coverage { regionName period reportedBefore reportedAfter }
      values(first: 100, after: $after) { totalCount nodes { indicator { code } regionName period
        before { formatted rank } after { formatted rank } } pageInfo { hasNextPage endCursor } } } } }`;
  const impactOf = async (id: number | undefined, key?: string) => {
    const nodes: ImpactAnswer['values']['nodes'][number][] = [];
    let after: string | null = null;
    for (;;) {
      const answer = await world.ask(query, { id: String(id), after }, key);
      expect(answer.errors).toBeUndefined();
      // The query asks for exactly this.
      const found = answer.data as { import: { undoes: unknown; undoneBy: unknown; impact: ImpactAnswer } };
      const { values, left } = found.import.impact;
      nodes.push(...values.nodes);
      if (!values.pageInfo.hasNextPage) return { ...found.import, nodes, total: values.totalCount, left };
      after = values.pageInfo.endCursor;
    }
  };
  const rate = ({ nodes }: { readonly nodes: readonly ImpactAnswer['values']['nodes'][number][] }) =>
    nodes.find(
      ({ indicator, regionName, period }) =>
        indicator.code === 'mediation.resolution_rate' && regionName === '安海镇' && period === '2021',
    );
  const done = await impactOf(versions[3]);
  expect(done).toMatchObject({ undoes: null, undoneBy: { number: versions[4] }, left: 0 });
  expect(done.nodes).toHaveLength(done.total);
  expect(rate(done)).toMatchObject({ before: { formatted: '100.00%' }, after: { formatted: '66.67%' } });
  expect(done.impact.coverage[0]).toEqual({
    regionName: '福建省',
    period: '2022',
    reportedBefore: 0,
    reportedAfter: 22,
  });
  const undone = await impactOf(versions[4]);
  expect(undone).toMatchObject({ undoes: { number: versions[3] }, undoneBy: null, total: done.total });
  expect(rate(undone)).toMatchObject({ before: { formatted: '66.67%' }, after: { formatted: '100.00%' } });

  const narrow = await world.key(['indicators:read', 'imports:read'], [CHENDAI]);
  const elsewhere = await impactOf(versions[3], narrow);
  expect(new Set(elsewhere.nodes.map(({ regionName }) => regionName))).toEqual(new Set(['陈埭镇']));
});
interface ImpactAnswer {
  readonly compared: number;
  readonly left: number;
  readonly coverage: readonly object[];
  readonly values: {
    readonly totalCount: number;
    readonly nodes: readonly {
      readonly indicator: { readonly code: string };
      readonly regionName: string;
      readonly period: string;
    }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}
