import type { Plugin } from 'graphql-yoga';
import type { Context } from '../graphql/context.ts';
import type { Call, ServerContext } from './call.ts';

/** How often an answer is made anew because imports came in while it was made. */
const AGAIN = 2;

/** Makes an answer of one data version: what was read while an import came in is thrown away and read again. */
export function useOneVersion({ contextOf }: { readonly contextOf: (call: Call) => Context }): Plugin<ServerContext> {
  return {
    onExecute({ context, executeFn, setExecuteFn }) {
      const { call } = context;
      if (call === undefined) return;
      setExecuteFn(async (args) => {
        let result = await executeFn(args);
        for (let again = 0; again < AGAIN && (await call.overtaken()); again++) {
          call.warnings.length = 0;
          call.objects = 0;
          call.moments.clear();
          result = await executeFn({ ...args, contextValue: { ...context, ...contextOf(call) } });
        }
        return result;
      });
    },
  };
}
