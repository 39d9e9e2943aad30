import { GraphQLError } from 'graphql';
import { isAnlanError } from '../../kernel/errors.ts';
import { LIMITS } from '../limits.ts';
import { rootOf } from './map-error.ts';

/** What went wrong, once for all places where it is felt. */
export interface Fault {
  /** The first that tells of it. */
  readonly error: GraphQLError;
  /** How many more tell of the same. */
  readonly others: number;
  /** How many errors with the same code are not told any more. */
  readonly further: number;
}

/** The faults behind the errors of an answer: of each code the first ones, with the number of those that follow. */
export function faultsOf(errors: readonly GraphQLError[]): readonly Fault[] {
  const kinds = Map.groupBy(errors, kindOf);
  return [...kinds.values()].flatMap((alike) => {
    const faults = [...Map.groupBy(alike, faultOf).values()];
    const told = faults.slice(0, LIMITS.errors);
    const further = faults.slice(LIMITS.errors).reduce((sum, { length }) => sum + length, 0);
    return told.flatMap(([error, ...others], at) =>
      error === undefined ? [] : [{ error, others: others.length, further: at === told.length - 1 ? further : 0 }],
    );
  });
}

function kindOf(error: GraphQLError): unknown {
  const root = rootOf(error);
  return isAnlanError(root) ? root.code : root instanceof GraphQLError ? 'graphql' : 'fault';
}

/** The same fault in several places: of one statement, or of one field of many objects. */
function faultOf(error: GraphQLError): unknown {
  const root = rootOf(error);
  if (!isAnlanError(root)) return root;
  const fields = error.path?.filter((step) => typeof step === 'string') ?? [];
  return JSON.stringify([root.code, root.message, fields]);
}

/** A statement that fails takes with it all values it was read for: told once, with the number of the other places. */
export function withOthers(error: GraphQLError, others: number, further: number): GraphQLError {
  if (others === 0 && further === 0) return error;
  const { nodes, path, extensions } = error;
  const message = further === 0 ? error.message : `${error.message}; and ${further} more errors of this kind`;
  return new GraphQLError(message, {
    nodes: nodes ?? null,
    path: path ?? null,
    extensions: {
      ...extensions,
      ...(others === 0 ? {} : { otherPlaces: others }),
      ...(further === 0 ? {} : { furtherErrors: further }),
    },
  });
}
