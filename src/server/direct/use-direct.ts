import { getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { ServerContext } from '../calls/call.ts';
import type { Questions } from './questions.ts';

/** Learns which queries are valid, so that they can be answered directly, and tells what was made on that way. */
export function useDirect(questions: Pick<Questions, 'learn'>): Plugin<ServerContext> {
  return {
    onExecute({ args: { document, operationName, contextValue }, setResultAndStopExecution }) {
      const { call, made }: ServerContext = contextValue;
      if (call === undefined) return;
      if (made !== undefined) {
        call.withheld = made.withheld;
        setResultAndStopExecution(made.result);
        return;
      }
      const isQuery = getOperationAST(document, operationName)?.operation === 'query';
      if (isQuery && call.document !== undefined) questions.learn(call.document, document);
    },
  };
}
