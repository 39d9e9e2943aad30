import { type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import type { Context } from './context.ts';

/**
 * Lets fields refuse with a promise: what is thrown at once in one item of a list would leave the promises of the items
 * before it unheard.
 */
export function rejectLater(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const { resolve } = field;
      if (resolve === undefined) continue;
      field.resolve = refusingLater(resolve);
    }
  }
  return schema;
}

function refusingLater(resolve: GraphQLFieldResolver<unknown, Context>): GraphQLFieldResolver<unknown, Context> {
  const resolveOrReject: typeof resolve = (parent, args, context, info) => {
    try {
      return resolve(parent, args, context, info);
    } catch (refusal) {
      return Promise.reject(refusal);
    }
  };
  // Tells still how many arguments are looked at: what nobody looks at is not made.
  return Object.defineProperty(resolveOrReject, 'length', { value: resolve.length });
}
