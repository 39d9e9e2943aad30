import { isEnumType, isInputObjectType, isInterfaceType, isObjectType, isSpecifiedScalarType } from 'graphql';
import { expect, test } from 'vitest';
import { datasets } from '../../src/datasets/index.ts';
import { createSchema } from '../../src/graphql/schema.ts';
import { indicators, themes } from '../../src/indicators/index.ts';

const schema = createSchema({ datasets, indicators, themes });

test('every type, field, argument and word says what it is', () => {
  const bare: string[] = [];
  let seen = 0;
  const look = (name: string, { description }: { readonly description?: string | null | undefined }) => {
    seen++;
    if (!description?.trim().endsWith('.')) bare.push(`${name}: ${description}`);
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__') || isSpecifiedScalarType(type)) continue;
    look(type.name, type);
    if (isEnumType(type)) for (const value of type.getValues()) look(`${type.name}.${value.name}`, value);
    if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) {
        look(`${type.name}.${field.name}`, field);
        if ('args' in field) for (const arg of field.args) look(`${type.name}.${field.name}(${arg.name})`, arg);
      }
    }
  }
  expect(bare).toEqual([]);
  expect(seen).toBeGreaterThan(300);
});

test('the names that are promised are there', () => {
  const fields = (name: string) => {
    const type = schema.getType(name);
    return isObjectType(type) ? Object.keys(type.getFields()) : [];
  };
  expect(fields('Query')).toEqual(
    expect.arrayContaining(
      'viewer region regions indicator indicators indicatorTable mediations surveyRates patrolTeams statistics sources imports import node nodes'.split(
        ' ',
      ),
    ),
  );
  expect(fields('Region')).toEqual(
    expect.arrayContaining(
      'code name fullName level kind parent ancestors children descendants grids indicator indicators series mediations'.split(
        ' ',
      ),
    ),
  );
  expect(fields('IndicatorValue')).toEqual(
    expect.arrayContaining(
      'indicator region period value exact formatted numerator denominator absence basis coverage interval change rank breakdown reported explanation records sentence'.split(
        ' ',
      ),
    ),
  );
});
