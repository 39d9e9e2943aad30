import { setTimeout as pause } from 'node:timers/promises';
import { HttpProblem } from '../errors/http-problem.ts';
import { LIMITS } from '../limits.ts';

export interface GraphQLBody {
  /** Empty where `documentId` stands for it. */
  readonly query: string;
  /** SHA-256 of a registered document, in hex. */
  readonly documentId?: string;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
}

/**
 * The GraphQL request in a JSON body; a byte order mark is tolerated.
 * @throws HttpProblem 413 above the size limit, 400 for what is no UTF-8, no JSON or no GraphQL request
 */
export async function readBody(request: Request): Promise<GraphQLBody> {
  return bodyIn(await bytesOf(request));
}

/**
 * The same of a body that has been read.
 * @throws HttpProblem
 */
export function bodyIn(bytes: Uint8Array): GraphQLBody {
  refuseAbove(bytes.byteLength);
  return bodyOf(parse(decode(bytes)));
}

const WORDS = ['documentId', 'variables', 'operationName'];

/**
 * The GraphQL request in an address: a registered document with its variables as JSON.
 * @throws HttpProblem 400 for anything else
 */
export function readAddress({ searchParams }: URL): GraphQLBody {
  const words = [...searchParams.keys()];
  if (words.some((word) => !WORDS.includes(word)) || new Set(words).size < words.length) {
    throw malformed(`each of ${WORDS.join(', ')} once at most and nothing else in the address`);
  }
  const variables = searchParams.get('variables');
  return bodyOf({
    documentId: searchParams.get('documentId'),
    operationName: searchParams.get('operationName'),
    variables: variables === null ? null : parse(variables),
  });
}

async function bytesOf(request: Request): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  const sent = request.body?.values();
  const declared = Number(request.headers.get('content-length') ?? 0);
  let size = 0;
  while (sent !== undefined && Math.max(declared, size) <= LIMITS.bodyBytes) {
    const { value, done } = await sent.next().catch(broken);
    if (done === true) return Buffer.concat(chunks);
    size += value.byteLength;
    chunks.push(value);
  }
  if (sent !== undefined) await Promise.race([discard(sent), pause(DISCARD_MS)]);
  refuseAbove(Math.max(declared, size));
  return Buffer.concat(chunks);
}

/** A connection that breaks here is a client that left, and no fault of the database. */
function broken(cause: unknown): never {
  throw new DOMException(`the client left: ${cause instanceof Error ? cause.message : ''}`, 'AbortError');
}

const DISCARD_MS = 1000;
const DISCARD_BYTES = 10 * LIMITS.bodyBytes;

/** Who is still sending when the connection ends does not hear why: what is too much is read and thrown away. */
async function discard(sent: AsyncIterator<Uint8Array>): Promise<void> {
  try {
    for (let size = 0; size < DISCARD_BYTES; ) {
      const { value, done } = await sent.next();
      if (done === true) return;
      size += value.byteLength;
    }
  } catch {
    // The client has left.
  }
}

function refuseAbove(size: number): void {
  if (size <= LIMITS.bodyBytes) return;
  // The rest of the body is not read, so the connection cannot carry another request.
  throw new HttpProblem(413, 'QUERY_TOO_LARGE', `expected a body of at most ${LIMITS.bodyBytes} bytes`, {
    connection: 'close',
  });
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new HttpProblem(400, 'BAD_USER_INPUT', 'expected a body in UTF-8');
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpProblem(
      400,
      'BAD_USER_INPUT',
      'expected a body that is JSON, such as {"query": "{ viewer { agency } }"}',
    );
  }
}

const HASH = /^(?:sha256:)?([0-9a-f]{64})$/;
const NOTHING = { query: null, documentId: null, variables: null, operationName: null, extensions: null };

function bodyOf(body: unknown): GraphQLBody {
  if (typeof body !== 'object' || body === null) throw malformed('a JSON object');
  if (Array.isArray(body)) throw malformed('one request; batches are not taken');
  const { query: text, documentId, variables, operationName, extensions } = { ...NOTHING, ...body };
  const [, hash] = (typeof documentId === 'string' && HASH.exec(documentId)) || [];
  if (documentId !== null && hash === undefined) throw malformed('the SHA-256 of a document in `documentId`');
  const query = text === null && hash !== undefined ? '' : text;
  if (typeof query !== 'string' || (query === '') !== (hash !== undefined)) {
    throw malformed('a document in `query`, or else its hash in `documentId`');
  }
  if (variables !== null && !isRecord(variables)) throw malformed('an object in `variables`');
  if (extensions !== null && !isRecord(extensions)) throw malformed('an object in `extensions`');
  if (operationName !== null && typeof operationName !== 'string') throw malformed('a name in `operationName`');
  return {
    query,
    ...(hash === undefined ? {} : { documentId: hash }),
    ...(variables === null ? {} : { variables }),
    ...(operationName === null ? {} : { operationName }),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const malformed = (what: string): HttpProblem => new HttpProblem(400, 'BAD_USER_INPUT', `expected ${what}`);
