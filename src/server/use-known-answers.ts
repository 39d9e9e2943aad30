import { type DocumentNode, type ExecutionResult, getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { LRUCache } from 'lru-cache';
import { rightsKey } from '../access/viewer.ts';
import { shanghaiDay } from '../kernel/day.ts';
import type { Call, DataRead, ServerContext } from './call.ts';

interface KnownAnswer {
  /** `data` as JSON. */
  readonly text: string;
  readonly data: unknown;
  readonly read: DataRead;
  readonly warnings: Call['warnings'];
  readonly withheld: number;
}

interface KnownAnswersOptions {
  readonly newest: () => DataRead;
  readonly clock: () => Date;
  /** Characters of answers that are kept. */
  readonly characters: number;
}

/** An answer whose data is written out already. */
export interface WrittenResult extends ExecutionResult {
  readonly stringify: (result: Pick<ExecutionResult, 'extensions'>) => string;
}

/**
 * Gives the same answer to the same question of viewers with the same rights until an import comes in. Answers that are
 * for one asker (who am I, records, whose reading is noted) are made each time, and so is what is asked for with
 * `cache-control: no-cache`.
 */
export function useKnownAnswers({ newest, clock, characters }: KnownAnswersOptions): Plugin<ServerContext> {
  const kept = new LRUCache<string, KnownAnswer>({
    maxSize: characters,
    maxEntrySize: Math.floor(characters / 8),
    sizeCalculation: ({ text }, key) => text.length + key.length,
  });
  const documents = new WeakMap<DocumentNode, number>();
  let numbered = 0;
  const numberOf = (document: DocumentNode): number => {
    const number = documents.get(document) ?? ++numbered;
    documents.set(document, number);
    return number;
  };

  return {
    onExecute({ args: { document, operationName, variableValues, contextValue }, setResultAndStopExecution }) {
      const { call }: ServerContext = contextValue;
      if (call === undefined || getOperationAST(document, operationName)?.operation !== 'query') return;
      if (/\bno-(?:cache|store)\b/.test(contextValue.request.headers.get('cache-control') ?? '')) return;
      const { scopes } = call.viewer;
      const asked = [numberOf(document), operationName, variableValues, scopes, newest().version, shanghaiDay(clock())];
      const key = `${rightsKey(call.viewer)} ${JSON.stringify(asked)}`;
      const known = kept.get(key);
      if (known !== undefined) {
        call.moments.set(known.read.version, known.read);
        call.warnings.push(...known.warnings);
        call.withheld = () => known.withheld;
        return setResultAndStopExecution(written(known));
      }
      const { version } = newest();
      return {
        onExecuteDone({ result, setResult }) {
          if (Symbol.asyncIterator in result || result.errors !== undefined || !result.data || call.personal) return;
          const [read, ...others] = call.moments.values();
          if (read?.version !== version || others.length > 0) return;
          const answer = {
            text: JSON.stringify(result.data),
            data: result.data,
            read,
            warnings: [...call.warnings],
            withheld: call.withheld(),
          };
          kept.set(key, answer);
          setResult(written(answer));
        },
      };
    },
  };
}

const written = ({ text, data }: KnownAnswer): WrittenResult => ({
  // What graphql answers is an object of fields.
  data: data as NonNullable<ExecutionResult['data']>,
  stringify: ({ extensions }) => `{"data":${text},"extensions":${JSON.stringify(extensions)}}`,
});
