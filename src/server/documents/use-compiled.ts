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

export interface Compiled {
  /** The function that a document has become; null where it has not yet, or cannot. */
  readonly known: (document: DocumentNode) => CompiledQuery | null;
  /** The same, and one run more of the document. */
  readonly used: (document: DocumentNode, operationName: string | null | undefined) => CompiledQuery | null;
}

/** Documents that come again and again as functions. What is kept of one goes with it when it leaves its cache. */
export function createCompiled({ schema, after }: CompiledOptions): Compiled {
  const known = new WeakMap<DocumentNode, Uses>();
  return {
    known: (document) => known.get(document)?.compiled ?? null,
    used(document, operationName) {
      const uses = known.get(document) ?? { runs: 0, compiled: undefined };
      known.set(document, uses);
      if (++uses.runs <= after) return null;
      if (uses.compiled === undefined) uses.compiled = compile(schema, document, operationName);
      return uses.compiled;
    },
  };
}

/** Runs documents as compiled functions. */
export function useCompiled({ used }: Compiled): Plugin {
  return {
    onExecute({ args: { document, operationName }, executeFn, setExecuteFn }) {
      const compiled = used(document, operationName);
      if (compiled === null) return;
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
export const isRefused = (result: Promise<ExecutionResult> | ExecutionResult): boolean =>
  !(result instanceof Promise) && result.data === undefined;
