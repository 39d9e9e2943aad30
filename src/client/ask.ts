import type { TypedDocumentString } from '../../schema/generated/graphql.ts';

/** Why an answer did not come. */
export type Fault =
  | { readonly kind: 'key' }
  | { readonly kind: 'away' }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string };

export class AskError extends Error {
  override readonly name = 'AskError';
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault.kind === 'refused' ? fault.message : fault.kind);
    this.fault = fault;
  }
}

interface Body {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
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

const VERSION = 'anlan-data-version';
const AWAY = new Set([429, 500, 502, 503, 504]);

/** Sends one operation. @throws AskError for everything but a whole answer */
export async function ask<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  { key, url = '/graphql', signal, seen = { version: null } }: Question,
): Promise<Result> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${key}`,
      ...(seen.version === null ? {} : { [VERSION]: seen.version }),
    },
    body: JSON.stringify({ query: document.toString(), variables }),
    credentials: 'omit',
    ...(signal === undefined ? {} : { signal }),
  }).catch((error: unknown) => {
    throw signal?.aborted ? error : new AskError({ kind: 'away' });
  });
  if (response.status === 401) throw new AskError({ kind: 'key' });
  if (AWAY.has(response.status)) throw new AskError({ kind: 'away' });
  // None is told where what was seen is refused, because the data were restored from a backup.
  seen.version = response.headers.get(VERSION);
  const body: Body = await response.json().catch(() => {
    throw new AskError({ kind: 'away' });
  });
  const [error] = body.errors ?? [];
  if (error !== undefined || !body.data) {
    const code = error?.extensions?.code ?? 'INTERNAL';
    throw new AskError({ kind: 'refused', code, message: error?.message ?? 'no data' });
  }
  // The document was made from the published schema: its result type is what the server promises.
  return body.data as Result;
}
