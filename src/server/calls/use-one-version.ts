import { type ExecutionResult, getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Context } from '../../graphql/context.ts';
import { after, type Eventual } from '../../kernel/eventual.ts';
import { type Call, type ServerContext, startOver } from './call.ts';

/** How often an answer is made anew because imports came in while it was made. */
const AGAIN = 2;

interface OneVersion<Result> {
  readonly call: Call;
  /** Makes the answer, again with a context of the newest data; without one the first time. */
  readonly make: (context?: Context) => Eventual<Result>;
  readonly contextOf: (call: Call) => Context;
}

/** Makes an answer of one data version: what was read while an import came in is thrown away and read again. */
export function inOneVersion<Result>({ call, make, contextOf }: OneVersion<Result>): Eventual<Result> {
  const unless = (left: number, made: Eventual<Result>): Eventual<Result> =>
    after(made, (result) => {
      if (left === 0) return result;
      return after(call.overtaken(), (overtaken) => {
        if (!overtaken) return result;
        startOver(call);
        return unless(left - 1, make(contextOf(call)));
      });
    });
  return unless(AGAIN, make());
}

/** Answers every query in one version; a change is made once. */
export function useOneVersion({ contextOf }: { readonly contextOf: (call: Call) => Context }): Plugin<ServerContext> {
  return {
    onExecute({ args: { document, operationName }, context, executeFn, setExecuteFn }) {
      const { call } = context;
      // A mutation has done its work: it is never run again.
      if (call === undefined || getOperationAST(document, operationName)?.operation !== 'query') return;
      setExecuteFn((args) =>
        inOneVersion<ExecutionResult>({
          call,
          make: (newer) => executeFn(newer === undefined ? args : { ...args, contextValue: { ...context, ...newer } }),
          contextOf,
        }),
      );
    },
  };
}
