import type { TypedDocumentString } from '../../schema/generated/graphql.ts';
import { ask } from './ask.ts';

export * from '../../schema/generated/graphql.ts';
export { INDICATOR_CODES, type IndicatorCode } from '../../schema/indicator-codes.ts';
export { AskError, type Fault } from './ask.ts';

export interface ClientOptions {
  /** For example `https://anlan.example/graphql`. */
  readonly url: string;
  readonly key: string;
}

/** Asks typed documents of one server with one key. */
export function createClient({ url, key }: ClientOptions) {
  return {
    /** @throws AskError with the reason for everything but a whole answer */
    ask: <Result, Variables>(
      document: TypedDocumentString<Result, Variables>,
      variables: Variables,
      signal?: AbortSignal,
    ): Promise<Result> => ask(document, variables, { url, key, ...(signal === undefined ? {} : { signal }) }),
  };
}
