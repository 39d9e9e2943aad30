import { readFile } from 'node:fs/promises';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema, type GraphQLSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
import { describe, expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);
const read = (name: string) => readFile(new URL(name, root), 'utf8');
const released = buildSchema(await read('schema/released.graphql'));
const current = buildSchema(await read('schema/schema.graphql'));

/** Removals and narrowings that no line `- **Breaking** … \`Type.field\` …` of the change log announces. */
async function unannounced(before: GraphQLSchema, now: GraphQLSchema, changeLog: string): Promise<readonly string[]> {
  const announced = changeLog
    .split('\n')
    .filter((line) => line.startsWith('- **Breaking**'))
    .flatMap((line) => [...line.matchAll(/`([\w.]+)`/g)].map(([, path]) => path));
  return (await diff(before, now))
    .filter(
      ({ criticality, path }) => criticality.level === CriticalityLevel.Breaking && !announced.includes(path ?? ''),
    )
    .map(({ path, message }) => `${path}: ${message}`);
}

/** Deprecations that do not say since when (a day) and what to use. */
function bareDeprecations(schema: GraphQLSchema): readonly string[] {
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    if (type.name.startsWith('__')) return [];
    const members = isEnumType(type)
      ? type.getValues()
      : isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)
        ? Object.values(type.getFields())
        : [];
    return members
      .filter(
        ({ deprecationReason: reason }) => typeof reason === 'string' && !/\d{4}-\d{2}-\d{2}.*\w{3,}/.test(reason),
      )
      .map(({ name }) => `${type.name}.${name}`);
  });
}

test('nothing of the last release was removed or narrowed unannounced', async () => {
  expect(await unannounced(released, current, await read('CHANGELOG.md'))).toEqual([]);
});

test('every deprecation says since when, and what to use instead', () => {
  expect(bareDeprecations(current)).toEqual([]);
});

describe('the two checks see faults', () => {
  const before = buildSchema('type Query { a: Int! b(x: Int): Int c: Int }');
  const now = buildSchema('type Query { a: Int b(x: Int!): Int }');

  test('a removal, a field that may now be null and an argument that must now be given', async () => {
    const found = await unannounced(before, now, '');
    expect(found.map((text) => text.split(':')[0]).sort()).toEqual(['Query.a', 'Query.b.x', 'Query.c']);
    expect(await unannounced(before, now, '- **Breaking** `Query.a`, `Query.b.x` and `Query.c` are gone.')).toEqual([]);
  });

  test('an addition is no fault', async () => {
    expect(await unannounced(now, buildSchema('type Query { a: Int b(x: Int!): Int d: Int }'), '')).toEqual([]);
  });

  test('a deprecation without a day', () => {
    const bare = buildSchema(
      'type Query { a: Int @deprecated(reason: "old") b: Int @deprecated(reason: "since 2026-11-22: use c") }',
    );
    expect(bareDeprecations(bare)).toEqual(['Query.a']);
  });
});
