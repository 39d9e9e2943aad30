import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mediations } from '../../src/datasets/mediations.ts';
import { seed } from '../seed.ts';
import { countyCode, fillLand } from './land.ts';
import { createWorld, type World } from './world.ts';

let world: World;

beforeAll(async () => {
  world = await createWorld(fillLand);
});
afterAll(() => world.close());

interface Page {
  readonly totalCount: number;
  readonly nodes: readonly { readonly serial: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

describe('records', () => {
  test('come page by page, each once', async () => {
    const serials: string[] = [];
    let after: string | null = null;
    let pages = 0;
    do {
      const { data, errors } = await world.ask(
        `query ($after: String) { mediations(within: "${countyCode(2)}", first: 9, after: $after) {
          totalCount nodes { serial } pageInfo { hasNextPage endCursor }
        } }`,
        { after },
      );
      expect(errors).toBeUndefined();
      const page: Page = (data as unknown as { mediations: Page }).mediations;
      expect(page.totalCount).toBe(25);
      serials.push(...page.nodes.map(({ serial }) => serial));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
      pages++;
    } while (after !== null);
    expect(pages).toBe(3);
    expect(serials).toHaveLength(25);
    expect(new Set(serials).size).toBe(25);
  });

  test('are filtered by words, days and key, and say where they came in', async () => {
    const { data, errors } = await world.ask(`{
      mediations(within: "350500", filter: { serial: "2-2021-000", outcome: ["resolved"], acceptedOn: { from: "2021-03-02", to: "2021-03-02" } }) {
        totalCount
        nodes { id dataset serial acceptedOn amount performed outcome { code label en: label(locale: EN) } region { code }
          origin { fileName sheet row import { number dataset } } }
      }
      none: mediations(within: "350500", filter: { acceptedOn: { to: "2019-12-31" } }) { totalCount nodes { serial } }
    }`);
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      mediations: {
        totalCount: 1,
        nodes: [
          {
            id: expect.stringMatching(/^Mediation:\d+$/),
            dataset: 'mediations',
            serial: '2-2021-000',
            acceptedOn: '2021-03-02',
            amount: 1234.56,
            performed: true,
            outcome: { code: 'resolved', label: '化解成功', en: 'resolved' },
            region: { code: '350502101000' },
            origin: {
              fileName: '2021年台账.xlsx',
              sheet: null,
              row: expect.any(Number),
              import: { number: 2, dataset: 'mediations' },
            },
          },
        ],
      },
      none: { totalCount: 0, nodes: [] },
    });
  });

  test('a word that the column does not have is refused with those it has', async () => {
    const { errors } = await world.ask(
      '{ mediations(within: "350500", filter: { outcome: ["done"] }) { totalCount } }',
    );
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(errors?.[0]?.message).toContain('resolved, failed, pending, withdrawn');
  });

  test('of many regions cost one statement', async () => {
    world.database.statements.length = 0;
    const { data, errors } = await world.ask(
      '{ region(code: "350500") { children { mediations(first: 2) { nodes { serial } } } } }',
    );
    expect(errors).toBeUndefined();
    expect(JSON.stringify(data)).toContain('12-2020-001');
    expect(world.database.statements.filter((text) => text.includes('/* engine.'))).toHaveLength(1);
  });

  test('stand behind a value, and are found again by their id', async () => {
    const { data, errors } = await world.ask(`{ region(code: "${countyCode(1)}") {
      indicator(code: "mediation.resolved", period: "2021") { value records(first: 100) { nodes { id ... on Mediation { serial } } } }
    } }`);
    expect(errors).toBeUndefined();
    const { value, records } = (
      data as unknown as { region: { indicator: { value: number; records: { nodes: { id: string }[] } } } }
    ).region.indicator;
    expect(value).toBe(9);
    expect(records.nodes).toHaveLength(9);
    const [first] = records.nodes;
    const again = await world.ask('query ($id: ID!) { node(id: $id) { __typename id ... on Mediation { serial } } }', {
      id: first?.id,
    });
    expect(again.data).toEqual({ node: { __typename: 'Mediation', ...first } });
  });
});

describe('a page that was asked for before', () => {
  const asked = `{ mediations(within: "${countyCode(3)}", first: 4) {
    edges { cursor node { serial region { code } } } pageInfo { endCursor hasNextPage } } }`;
  const reads = () => world.database.statements.filter((text) => text.includes('engine.dataset_pages')).length;
  const told = async (key?: string, document = asked) => {
    const before = reads();
    const { data, errors } = await world.ask(document, {}, key);
    return { data, codes: errors?.map(({ extensions }) => extensions.code), statements: reads() - before };
  };

  test('is known, and its reading is noted each time', async () => {
    const first = await told();
    expect(first).toMatchObject({ codes: undefined, statements: 1 });
    expect(await told()).toEqual({ ...first, statements: 0 });
    expect((await told(undefined, asked.replace('first: 4', 'first: 3'))).statements).toBe(1);
    await world.app.noted();
    const { db } = world.database;
    const { rows } = await sql<{ reads: number; shown: number }>`
      select sum(record_reads)::int as reads, sum(rows_read)::int as shown from key_usage`.execute(db);
    await told();
    await world.app.noted();
    const after = await sql<{ reads: number; shown: number }>`
      select sum(record_reads)::int as reads, sum(rows_read)::int as shown from key_usage`.execute(db);
    expect(after.rows).toEqual(rows.map(({ reads: lists, shown }) => ({ reads: lists + 1, shown: shown + 4 })));
  });

  test('is for keys of the same rights only', async () => {
    await told();
    const same = await world.key(['records:read']);
    expect((await told(same)).statements).toBe(0);
    const near = await world.key(['records:read'], [countyCode(3)]);
    expect(await told(near)).toMatchObject({ codes: undefined, statements: 1 });
    expect((await told(await world.key(['records:read'], [countyCode(4)]))).codes).toEqual(['UNKNOWN_REGION']);
    expect((await told(await world.key(['indicators:read']))).codes).toEqual(['FORBIDDEN']);
    const others = await world.key(['records:read'], undefined, { datasets: ['survey_rates'] });
    expect((await told(others)).codes).toEqual(['FORBIDDEN']);
  });

  test('is asked for anew once an import came in', async () => {
    const all = asked.replace('first: 4', 'first: 100');
    const before = await told(undefined, all);
    const { db } = world.database;
    const { id } = await db
      .selectFrom('regions')
      .select('id')
      .where('code', '=', countyCode(3).replace(/000000$/, '101000'))
      .executeTakeFirstOrThrow();
    const dispute = {
      serial: 'come later',
      region: id,
      foundOn: '2021-05-01',
      acceptedOn: '2021-05-01',
      outcome: 'pending',
    };
    await seed(db).rows(mediations, [dispute]);
    await world.app.refresh();
    const after = await told(undefined, all);
    expect(after.statements).toBe(1);
    const serials = ({ data }: typeof before) => JSON.stringify(data).match(/"serial":"[^"]*"/g) ?? [];
    expect(serials(after)).toEqual([...serials(before), '"serial":"come later"']);
  });
});
