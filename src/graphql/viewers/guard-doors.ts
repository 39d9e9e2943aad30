import { type GraphQLSchema, isObjectType } from 'graphql';
import { AnlanError } from '../../kernel/errors.ts';
import type { Context } from '../context.ts';
import { audienceOf } from './audience.ts';
import { requireScope } from './require-scope.ts';

/** Lets only their audience through the fields that are for fewer keys than their type is. */
export function guardDoors(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const audience = audienceOf(schema, type.name, field.name);
      if (audience === null || audience === 'every key' || audience === audienceOf(schema, type.name, '')) continue;
      const { resolve } = field;
      if (resolve === undefined) {
        throw new AnlanError(
          'INTERNAL',
          `expected a resolver of ${type.name}.${field.name}, which is not for every key`,
        );
      }
      field.resolve = (parent, args, context: Context, info) => {
        requireScope(context.viewer, ...audience);
        return resolve(parent, args, context, info);
      };
    }
  }
  return schema;
}
