import {
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  type GraphQLLeafType,
  GraphQLString,
  isEnumType,
} from 'graphql';
import { aside } from './aside.ts';

export type WriteLeaf = (value: unknown) => string;

/** Writes what is not null of a scalar or enum as JSON. */
export function writeLeaf(type: GraphQLLeafType): WriteLeaf {
  const coerced: WriteLeaf = (value) => {
    const text: string | undefined = JSON.stringify(type.coerceOutputValue(value) ?? undefined);
    return text ?? aside();
  };
  if (isEnumType(type)) {
    const names = new Map(type.getValues().map(({ name, value }) => [value, JSON.stringify(name)]));
    return (value) => names.get(value) ?? coerced(value);
  }
  switch (type.name) {
    case GraphQLFloat.name:
      return (value) => (typeof value === 'number' && Number.isFinite(value) ? String(value) : coerced(value));
    case GraphQLInt.name:
      return (value) => (typeof value === 'number' && (value | 0) === value ? String(value) : coerced(value));
    case GraphQLString.name:
    case GraphQLID.name:
      return (value) => (typeof value === 'string' ? JSON.stringify(value) : coerced(value));
    case GraphQLBoolean.name:
      return (value) => (typeof value === 'boolean' ? String(value) : coerced(value));
    default:
      return coerced;
  }
}
