import { getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { ServerContext } from '../calls/call.ts';
import { type Charge, tellBudget } from './charge.ts';

/** Charges each operation before it runs, unless that has been done. Events are paid for by who tells them. */
export function useBudget(charge: Charge): Plugin<ServerContext, ServerContext> {
  return {
    async onExecute({ args: { document, operationName, variableValues, contextValue } }) {
      const { call } = contextValue;
      const operation = getOperationAST(document, operationName);
      if (call === undefined || call.cost !== undefined || !operation) return;
      charge.note(call, await charge.bill(call.viewer, { document, operation, variables: variableValues ?? {} }));
    },
    async onSubscribe({ args: { document, operationName, variableValues, contextValue } }) {
      const { call } = contextValue;
      const operation = getOperationAST(document, operationName);
      if (call === undefined || !operation) return;
      charge.note(call, await charge.bill(call.viewer, { document, operation, variables: variableValues ?? {} }));
    },
    onResponse({ response, serverContext }) {
      const cost = serverContext.call?.cost;
      if (cost === undefined) return;
      tellBudget(cost, (name, text) => response.headers.set(name, text));
    },
  };
}
