import { getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Call, DataRead, ServerContext } from '../calls/call.ts';
import { asksAnew, type KnownAnswer, type KnownAnswers } from './known-answers.ts';

interface KnownAnswersPlugin {
  readonly answers: KnownAnswers;
  readonly newest: () => DataRead;
}

/** Gives known answers, unless asked for with `cache-control: no-cache`, and keeps those that are made. */
export function useKnownAnswers({ answers, newest }: KnownAnswersPlugin): Plugin<ServerContext> {
  return {
    onExecute({ args: { document, operationName, variableValues, contextValue }, setResultAndStopExecution }) {
      const { call }: ServerContext = contextValue;
      if (call === undefined || getOperationAST(document, operationName)?.operation !== 'query') return;
      if (asksAnew(contextValue.request.headers.get('cache-control'))) return;
      const text = answers.textOf({ document, operationName, variables: variableValues ?? {} });
      const key = answers.keyOf(call.viewer, { text });
      const known = answers.find(key);
      if (known !== undefined) return setResultAndStopExecution(written(recalled(known, call), call));
      const { version } = newest();
      return {
        onExecuteDone({ result, setResult }) {
          if (Symbol.asyncIterator in result || result.errors !== undefined || !result.data) return;
          const answer = answers.keep(key, call, version, JSON.stringify(result.data));
          if (answer !== null) setResult(written(answer, call));
        },
      };
    },
  };
}

/** Notes with a call what was read for an answer when it was made. */
function recalled(known: KnownAnswer, call: Call): KnownAnswer {
  call.moments.set(known.read.version, known.read);
  call.warnings.push(...known.warnings);
  call.withheld = () => known.withheld;
  return known;
}

/** An answer that is written out already. */
const written = ({ content }: KnownAnswer, call: Call) => ({
  data: {},
  stringify: () => content.plain.toString() + content.ending(call.cost),
});
