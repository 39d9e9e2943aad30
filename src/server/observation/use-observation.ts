import { getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { ServerContext } from '../calls/call.ts';
import type { Observed } from './observe.ts';

/** Observes each request to /graphql, from when it comes to its answer. */
export function useObservation(observe: () => Observed): Plugin<ServerContext, ServerContext> {
  return {
    onRequest({ url, serverContext }) {
      if (url.pathname === '/graphql') serverContext.observed ??= observe();
    },
    onExecute({ args: { document, operationName, contextValue } }) {
      const { observed } = contextValue;
      if (observed !== undefined)
        observed.operation = getOperationAST(document, operationName)?.name?.value ?? 'unnamed';
    },
    onResponse({ response, serverContext: { observed, call } }) {
      observed?.answered(response.status, call);
    },
  };
}
