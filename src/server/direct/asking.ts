import type { ServerContext } from '../calls/call.ts';

/** A request for an answer, of node:http or of fetch. */
export interface Asking {
  /** By its name in lower case. */
  readonly header: (name: string) => string | undefined;
  /** @throws where the client left before it had sent all */
  readonly body: () => Promise<Buffer>;
  /** The connection that it came by, where there is one. */
  readonly peer?: object;
  /** Raised when the client leaves. */
  readonly left: () => AbortSignal;
  /** For whoever answers it in the end. */
  readonly context: ServerContext;
}

/** An answer with status 200. */
export interface Answered {
  /** Names and texts in turn. */
  readonly headers: string[];
  readonly body: Buffer;
  /** What follows the body, in ASCII; empty where it holds all. */
  readonly ending: string;
}
