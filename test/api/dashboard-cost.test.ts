import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { HEADLINE } from '../../src/client/headline.ts';
import { indicators } from '../../src/indicators/index.ts';
import { fillShore, SHORE } from '../browser/shore.ts';
import { fillLand } from './land.ts';
import { createWorld, type World } from './world.ts';

/** Once for a key that limits its regions, and once an hour for any key: not what a view takes. */
const ofValues = (name: string): boolean => name !== 'access.sight' && name !== 'access.key_used';

/** What a whole view may ask of the database, by the names of the statements. */
const MOST = 3;

const read = (name: string) => readFile(new URL(`../../schema/operations/${name}`, import.meta.url), 'utf8');

async function openWorld(fill: Parameters<typeof createWorld>[0]): Promise<World> {
  const world = await createWorld(fill);
  await world.ask('{ viewer { agency } }');
  await vi.waitFor(() => expect(world.database.statements.join()).toContain('access.key_used'));
  return world;
}

async function statementsOf(world: World, name: string, variables: object, key?: string): Promise<readonly string[]> {
  world.database.statements.length = 0;
  const { errors } = await world.ask(await read(`${name}.graphql`), variables, key);
  expect(errors).toBeUndefined();
  return (
    world.database.statements
      .map((text) => /\/\* (\S+) \*\//.exec(text)?.[1] ?? '')
      // Once a second, whatever is asked: the key is looked up, and the audit is stored in a transaction.
      .filter((one) => one !== '' && one !== 'access.key' && !one.startsWith('audit.'))
  );
}

describe('the operations of the cookbook', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(async (db) => {
      await fillLand(db);
    });
  });
  afterAll(() => world.close());

  test.each([
    ['start', 0],
    ['find-regions', 0],
    ['newest', 1],
    ['beginning', MOST],
    ['region-view', MOST],
    ['focus-view', MOST],
  ])('%s costs at most %i statements', async (name, most) => {
    const statements = await statementsOf(world, name, JSON.parse(await read(`${name}.json`)));
    expect(statements.length, statements.join(', ')).toBeLessThanOrEqual(most);
  });
});

describe('every state of a view', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(fillShore);
  });
  afterAll(() => world.close());

  const themes = [...new Set([...indicators.values()].map(({ theme }) => theme))];
  const places = Object.entries(SHORE);
  const views = [
    { period: '2021', courses: ['2017', '2018', '2019', '2020', '2021'] },
    { period: '2021-03', courses: ['2020-03', '2021-03'] },
  ].flatMap((when) =>
    [HEADLINE, ...themes.map((theme) => codesOf(theme))].map((codes) => ({ ...when, codes, locale: 'ZH' })),
  );

  test.each(places)('%s: key figures and every theme, by year and by month', async (_level, region) => {
    for (const view of views) {
      const statements = await statementsOf(world, 'region-view', { region, ...view });
      expect(statements.length, `${view.codes[0]} ${view.period}: ${statements.join(', ')}`).toBeLessThanOrEqual(MOST);
    }
  });

  test.each(places)('%s: the same by a key that reaches no further', async (_level, region) => {
    const key = await world.key(['indicators:read', 'records:read'], [region]);
    await world.ask('{ viewer { agency } }', {}, key);
    for (const view of views) {
      const statements = (await statementsOf(world, 'region-view', { region, ...view }, key)).filter(ofValues);
      expect(statements.length, `${view.codes[0]} ${view.period}: ${statements.join(', ')}`).toBeLessThanOrEqual(MOST);
    }
  });

  test.each(places)('%s: each key figure in depth, with the year before and its parts', async (_level, region) => {
    for (const code of HEADLINE) {
      const breakdown = code.startsWith('mediation.') ? 'type' : null;
      const statements = await statementsOf(world, 'focus-view', {
        region,
        code,
        period: '2021',
        locale: 'ZH',
        from: '2021',
        to: '2021',
        earlierFrom: '2020',
        earlierTo: '2020',
        by: code.startsWith('survey.') ? 'HALF' : 'MONTH',
        breakdown: breakdown ?? '',
        withBreakdown: breakdown !== null,
      });
      expect(statements.length, `${code}: ${statements.join(', ')}`).toBeLessThanOrEqual(MOST);
    }
  });
});

const codesOf = (theme: string): readonly string[] =>
  [...indicators.values()].filter((one) => one.theme === theme).map(({ code }) => code);
