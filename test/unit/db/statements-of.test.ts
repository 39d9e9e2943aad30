import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { statementsOf } from '../../../src/db/statements-of.ts';

const MIGRATIONS = join(import.meta.dirname, '..', '..', '..', 'migrations');

test('a statement ends where no text, name, body or comment does', () => {
  const statements = [
    `create table a (b text default 'x;''y', "c;" int);`,
    ` -- not here; nor 'here\ninsert into a values (e'it\\'s;', $$;$$);`,
    ` /* nor; "here */ do $body$ begin perform 1; perform $$;$$; end $body$;`,
    ' select 1',
  ];
  expect(statementsOf(statements.join('')).map((one) => one.replace(/^\n+/, ''))).toEqual(statements);
  expect(statementsOf('select 1;\n')).toEqual(['select 1;']);
});

test('each begins at its line of the file', () => {
  const text = 'select 1;\nselect\n  2; select 3;\n\nselect 4;\n';
  expect(statementsOf(text).map((one) => one.trimStart())).toEqual([
    'select 1;',
    'select\n  2;',
    'select 3;',
    'select 4;',
  ]);
  for (const [digit, line] of [
    ['1', 1],
    ['2', 3],
    ['3', 3],
    ['4', 5],
  ] as const) {
    const statement = statementsOf(text).find((one) => one.includes(digit)) ?? '';
    expect(statement.slice(0, statement.indexOf(digit)).split('\n')).toHaveLength(line);
  }
});

test('nothing of a migration is lost', () => {
  for (const file of readdirSync(MIGRATIONS)) {
    const text = readFileSync(join(MIGRATIONS, file), 'utf8');
    const statements = statementsOf(text)
      .map((one) => one.replace(/^\n+/, ''))
      .join('');
    expect(statements.replaceAll(/\s/g, ''), file).toBe(text.replaceAll(/\s/g, ''));
  }
});
