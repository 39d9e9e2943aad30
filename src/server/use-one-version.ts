import { getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Context } from '../graphql/context.ts';
import { type Call, noRows, type ServerContext } from './call.ts';

/** How often an answer is made anew because imports came in while it was made. */
const AGAIN = 2;

/** Makes an answer of one data version (a change is made once): what was read while an import came in is thrown away and read again. */
export function useOneVersion({ contextOf }: { readonly contextOf: (call: Call) => Context }): Plugin<ServerContext> {
  return {
    onExecute({ args: { document, operationName }, context, executeFn, setExecuteFn }) {
      const { call } = context;
      // A mutation has done its work: it is never run again.
      if (call === undefined || getOperationAST(document, operationName)?.operation !== 'query') return;
      setExecuteFn(async (args) => {
        let result = await executeFn(args);
        for (let again = 0; again < AGAIN && (await call.overtaken()); again++) {
          call.warnings.length = 0;
          call.objects = 0;
          call.moments.clear();
          call.rowsRead = noRows();
          result = await executeFn({ ...args, contextValue: { ...context, ...contextOf(call) } });
        }
        return result;
      });
    },
  };
}
