import type { TypedDocumentString } from '../../schema/generated/graphql.ts';
/** Why an answer did not come. */
export type Fault = {
    readonly kind: 'key';
} | {
    readonly kind: 'away';
} | {
    readonly kind: 'refused';
    readonly code: string;
    readonly message: string;
};
export declare class AskError extends Error {
    readonly name = "AskError";
    readonly fault: Fault;
    constructor(fault: Fault);
}
export interface Question {
    readonly key: string;
    /** Where Anlan answers; `/graphql` of the page when left out. */
    readonly url?: string;
    readonly signal?: AbortSignal;
    /** Shared by questions of which none may be answered from older data than one before it. */
    readonly seen?: Seen;
}
/** The data version of the last answer, whichever of several servers gave it. */
export interface Seen {
    version: string | null;
}
/** Sends one operation. @throws AskError for everything but a whole answer */
export declare function ask<Result, Variables>(document: TypedDocumentString<Result, Variables>, variables: Variables, { key, url, signal, seen }: Question): Promise<Result>;
