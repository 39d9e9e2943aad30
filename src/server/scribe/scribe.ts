import { type DocumentNode, type GraphQLSchema, getVariableValues, type OperationDefinitionNode } from 'graphql';
import type { Context } from '../../graphql/context.ts';
import type { Given } from './given.ts';
import type { KeptLines } from './kept-lines.ts';
import { type Plan, planOf } from './plan.ts';

interface Question {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface Scribe {
  /** Notes a question to which everything was known at once. */
  readonly learn: (question: Question) => void;
  readonly learnt: (question: Question) => boolean;
  /**
   * The `data` of the answer to what was learnt, as JSON; null where not all of it is known at once and plainly good. Then
   * the context was told things that are told again by whoever makes the answer, and the question is forgotten.
   */
  readonly write: (question: Question, context: Context) => string | null;
}

/** Writes answers without making objects of them first. */
export function createScribe(schema: GraphQLSchema, kept: KeptLines | null = null): Scribe {
  const plans = new WeakMap<OperationDefinitionNode, Plan | false>();
  const learnt = new WeakMap<Question, { readonly plan: Plan; readonly given: Given }>();
  return {
    learn(question) {
      const { document, operation, variables } = question;
      const plan = plans.get(operation) ?? planOf({ schema, kept, document, operation }) ?? false;
      plans.set(operation, plan);
      if (plan === false || learnt.has(question)) return;
      const { variableValues } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
      if (variableValues !== undefined)
        learnt.set(question, { plan, given: { variables: variableValues, args: [], asked: [] } });
    },
    learnt: (question) => learnt.has(question),
    write(question, context) {
      const found = learnt.get(question);
      if (found === undefined) return null;
      try {
        return found.plan({ context, given: found.given, items: [] });
      } catch {
        // It is no longer known, or there is an error: whoever makes it the usual way tells that.
        learnt.delete(question);
        return null;
      }
    },
  };
}
