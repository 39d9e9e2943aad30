import { describe, expect, test } from 'vitest';
import { datasets } from '../../src/datasets/index.ts';
import { themes } from '../../src/indicators/index.ts';
import { roomOf, sourceFiles } from './source.ts';

/** From left to right: a room imports itself and what stands left of it. */
const ROOMS = [
  'schema',
  'client',
  'dashboard',
  'kernel',
  'datasets',
  'indicators',
  'docs',
  'config.ts',
  'db',
  'regions',
  'access',
  'ledger',
  'engine',
  'imports',
  'demo',
  'graphql',
  'server',
  'reports',
  'app.ts',
  'run.ts',
  'main.ts',
  'bench',
  'scripts',
];
const NEVER: Readonly<Record<string, readonly string[]>> = {
  graphql: ['db', 'demo', 'ledger', 'imports'],
  engine: ['ledger'],
};
const SQL_ROOMS = ['db', 'regions', 'access', 'ledger', 'engine', 'imports', 'bench'];
/** Rooms that know datasets and indicators only as declarations handed to them. */
const ENGINES = ['db', 'regions', 'access', 'ledger', 'engine', 'imports', 'graphql', 'server'];
const LONGEST = 250;

const files = [...sourceFiles('src'), ...sourceFiles('scripts'), ...sourceFiles('bench')];

test('there is something to look at, and every room is known', () => {
  expect(files.length).toBeGreaterThan(100);
  expect([...new Set(files.map(({ room }) => room))].filter((room) => !ROOMS.includes(room))).toEqual([]);
  expect(files.flatMap(({ imports }) => imports).length).toBeGreaterThan(300);
});

describe('dependencies point one way', () => {
  test.each(ROOMS)('%s', (room) => {
    const wrong = files
      .filter((file) => file.room === room)
      .flatMap(({ path, imports }) => imports.map((target) => ({ path, target, to: roomOf(target) })))
      .filter(({ to }) => ROOMS.indexOf(to) > ROOMS.indexOf(room) || NEVER[room]?.includes(to))
      .map(({ path, target }) => `${path} imports ${target}`);
    expect(wrong).toEqual([]);
  });
});

test('no two files import each other, types included', () => {
  const imports = new Map(files.map((file) => [file.path, file.imports]));
  const done = new Set<string>();
  const circles: string[] = [];
  const walk = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) {
      circles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
      return;
    }
    if (done.has(path)) return;
    for (const target of imports.get(path) ?? []) walk(target, [...trail, path]);
    done.add(path);
  };
  for (const { path } of files) walk(path, []);
  expect(circles).toEqual([]);
});

test('only config.ts reads the environment', () => {
  const readers = files
    .filter(({ code }) => /process\s*\.\s*env|from 'node:process'/.test(code))
    .map(({ path }) => path);
  expect(readers).toEqual(['src/config.ts']);
});

test('SQL stands in its rooms', () => {
  const sql = /\bsql(?:<[^`]*>)?`|\.(?:selectFrom|insertInto|updateTable|deleteFrom)\(|from 'pg'/;
  const strangers = files
    .filter(({ room, code }) => !SQL_ROOMS.includes(room) && sql.test(code))
    .map(({ path }) => path);
  expect(strangers).toEqual([]);
});

test('every statement names itself', () => {
  const nameless = files.flatMap(({ path, code }) =>
    [
      ...code.matchAll(
        /\bsql(?:<[^`]*>)?`\s*((?:select|insert|update|delete|with|merge)\s[^`]{0,40})[^`]*`\s*\.execute/gi,
      ),
    ].map(([, start]) => `${path}: ${start}`),
  );
  expect(nameless).toEqual([]);
});

test('engines name no dataset and no theme', () => {
  const indexes = ['src/datasets/index.ts', 'src/indicators/index.ts'];
  const declared = files.filter(({ path }) => indexes.includes(path)).flatMap(({ imports }) => imports);
  const registries = [...indexes, ...declared.filter((path) => !/\/(dataset|indicator)\.ts$/.test(path))];
  expect(registries.length).toBeGreaterThan(8);
  const named = Object.values(datasets)
    .filter(({ code }) => code !== 'statistics')
    .map(({ code }) => code);
  const words = new RegExp(
    `['"\`\\s.](${[...named, ...Object.keys(datasets).filter((key) => key !== 'statistics')].join('|')})\\b`,
  );
  const codes = new RegExp(`'(${themes.flatMap(({ indicators }) => Object.keys(indicators)).join('|')})'`);
  const guilty = files
    .filter(({ room }) => ENGINES.includes(room))
    .flatMap(({ path, code, imports }) => [
      ...imports.filter((target) => registries.includes(target)).map((target) => `${path} imports ${target}`),
      ...[words.exec(code)?.[1], codes.exec(code)?.[1]]
        .filter((word) => word !== undefined)
        .map((word) => `${path} names ${word}`),
    ]);
  expect(guilty).toEqual([]);
});

test(`no file is longer than ${LONGEST} lines`, () => {
  expect(
    files.filter(({ lines }) => lines.length > LONGEST).map(({ path, lines }) => `${path}: ${lines.length}`),
  ).toEqual([]);
});

test('no room without a name of its own', () => {
  const homeless = /(^|\/)(utils?|helpers?|common|lib|core|misc)(\/|\.ts$)/;
  expect(files.map(({ path }) => path).filter((path) => homeless.test(path))).toEqual([]);
});

test('no barrels but the two registries and the entry of the package', () => {
  const barrels = files.filter(({ code }) => /^export (?:\*|\{[^}]*\}) from /m.test(code)).map(({ path }) => path);
  expect(barrels.filter((path) => !/^src\/(datasets|indicators|client)\/index\.ts$/.test(path))).toEqual([]);
});
