import { type DocumentNode, type ExecutionResult, type GraphQLSchema, getOperationAST } from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import type { Plugin } from 'graphql-yoga';

/** Compiling takes as long as some ten runs. */
export const RUNS_BEFORE_COMPILED = 2;

interface CompiledOptions {
  readonly schema: GraphQLSchema;
  /** How often a document is run before it is worth compiling. */
  readonly after: number;
}

interface Uses {
  runs: number;
  /** By the name of the operation; null where it cannot be compiled. */
  compiled: CompiledQuery | null | undefined;
}

/**
 * Runs documents that come again and again as compiled functions. What is kept of a document goes with it when it leaves
 * the cache of parsed documents.
 */
export function useCompiled({ schema, after }: CompiledOptions): Plugin {
  const known = new WeakMap<DocumentNode, Uses>();

  return {
    onExecute({ args: { document, operationName }, executeFn, setExecuteFn }) {
      const uses = known.get(document) ?? { runs: 0, compiled: undefined };
      known.set(document, uses);
      if (++uses.runs <= after) return;
      uses.compiled ??= compile(schema, document, operationName);
      const { compiled } = uses;
      if (compiled === null || compiled === undefined) return;
      setExecuteFn((args) => {
        const { rootValue, contextValue, variableValues } = args;
        const result = compiled.query(rootValue, contextValue, variableValues ?? {});
        return isRefused(result) ? executeFn(args) : result;
      });
    },
  };
}

function compile(schema: GraphQLSchema, document: DocumentNode, operationName: string | null | undefined) {
  if (getOperationAST(document, operationName)?.operation !== 'query') return null;
  const compiled = compileQuery(schema, document, operationName ?? '');
  return isCompiledQuery(compiled) ? compiled : null;
}

/** Variables that do not fit: nothing has run, and the reference executor tells more of them. */
const isRefused = (result: Promise<ExecutionResult> | ExecutionResult): boolean =>
  !(result instanceof Promise) && result.data === undefined;
