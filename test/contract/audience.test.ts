import { type GraphQLSchema, getNamedType, isInterfaceType, isObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { SCOPES } from '../../src/access/viewer.ts';
import { datasets } from '../../src/datasets/index.ts';
import { createBuilder } from '../../src/graphql/builder.ts';
import { createSchema } from '../../src/graphql/schema.ts';
import { type Audience, audienceOf } from '../../src/graphql/viewers/audience.ts';
import { indicators, themes } from '../../src/indicators/index.ts';

const schema = createSchema({ datasets, indicators, themes });

function fieldsOf(of: GraphQLSchema) {
  return Object.values(of.getTypeMap()).flatMap((type) =>
    type.name.startsWith('__') || !(isObjectType(type) || isInterfaceType(type))
      ? []
      : Object.values(type.getFields()).map((field) => ({ type: type.name, field: field.name, gives: field.type })),
  );
}

const undeclared = (of: GraphQLSchema) =>
  fieldsOf(of).flatMap(({ type, field }) => (audienceOf(of, type, field) === null ? [`${type}.${field}`] : []));

test('every field says whom it is for', () => {
  expect(undeclared(schema), 'declare them in src/graphql/audience.ts').toEqual([]);
  expect(fieldsOf(schema).length).toBeGreaterThan(500);
});

test('a type that nobody thought of is noticed', () => {
  const builder = createBuilder();
  const secret = builder.objectRef<object>('Secret').implement({
    fields: (t) => ({ text: t.string({ resolve: () => '' }) }),
  });
  builder.queryType({ fields: (t) => ({ secret: t.field({ type: secret, resolve: () => ({}) }) }) });
  expect(undeclared(builder.toSchema())).toEqual(['Secret.text']);
});

const within = (narrow: Audience, wide: Audience): boolean =>
  wide === 'every key' || (narrow !== 'every key' && narrow.every((scope) => wide.includes(scope)));

test('no field opens a type to keys that the type is not for', () => {
  const doors = fieldsOf(schema).flatMap(({ type, field, gives }) => {
    const named = getNamedType(gives);
    if (!isObjectType(named) && !isInterfaceType(named)) return [];
    const [inside] = Object.keys(named.getFields());
    const own = audienceOf(schema, type, field);
    const behind = inside === undefined ? null : audienceOf(schema, named.name, inside);
    return own === null || behind === null || within(own, behind) ? [] : [`${type}.${field}: ${named.name}`];
  });
  expect(doors).toEqual([]);
});

test('audiences are named by scopes that exist', () => {
  const odd = fieldsOf(schema).flatMap(({ type, field }) => {
    const own = audienceOf(schema, type, field);
    return own === null || own === 'every key' || own.every((scope) => SCOPES.includes(scope)) ? [] : [field];
  });
  expect(odd).toEqual([]);
});
