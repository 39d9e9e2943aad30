import { readdir, readFile } from 'node:fs/promises';
import { generate } from '@graphql-codegen/cli';
import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import codegen from '../../codegen.ts';

const folder = new URL('../../schema/', import.meta.url);
const read = (name: string) => readFile(new URL(name, folder), 'utf8');
const schema = buildSchema(await read('schema.graphql'));
const operations = (await readdir(new URL('operations/', folder))).filter((name) => name.endsWith('.graphql'));

test.each(operations)('%s fits the published schema and has its variables beside it', async (name) => {
  const document = parse(await read(`operations/${name}`));
  expect(validate(schema, document)).toEqual([]);
  const [operation] = document.definitions;
  if (operation?.kind !== 'OperationDefinition') throw new Error(`expected ${name} to hold an operation`);
  const given = Object.keys(JSON.parse(await read(`operations/${name.replace('.graphql', '.json')}`)));
  const wanted = (operation.variableDefinitions ?? []).filter(
    ({ type, defaultValue }) => type.kind === 'NonNullType' && defaultValue === undefined,
  );
  expect(given).toEqual(expect.arrayContaining(wanted.map(({ variable }) => variable.name.value)));
});

test('schema/generated is what codegen makes of them; otherwise run `npm run publish`', async () => {
  const made: { filename: string; content: string }[] = await generate({ ...codegen, silent: true }, false);
  expect(made.length).toBeGreaterThan(2);
  for (const { filename, content } of made) {
    expect(content.trim() === (await readFile(filename, 'utf8')).trim(), filename).toBe(true);
  }
});
