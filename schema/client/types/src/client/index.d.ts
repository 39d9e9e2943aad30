import type { TypedDocumentString } from '../../schema/generated/graphql.ts';
export * from '../../schema/generated/graphql.ts';
export { INDICATOR_CODES, type IndicatorCode } from '../../schema/indicator-codes.ts';
export { AskError, type Fault } from './ask.ts';
export interface ClientOptions {
    /** For example `https://anlan.example/graphql`. */
    readonly url: string;
    readonly key: string;
}
/** Asks typed documents with one key. No answer is made of older data than one before it, whichever server gives it. */
export declare function createClient({ url, key }: ClientOptions): {
    /** @throws AskError with the reason for everything but a whole answer */
    ask: <Result, Variables>(document: TypedDocumentString<Result, Variables>, variables: Variables, signal?: AbortSignal) => Promise<Result>;
};
