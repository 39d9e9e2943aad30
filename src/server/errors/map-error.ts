import { randomUUID } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { isLostConnection } from '../../db/connections/lost-connection.ts';
import type { Log } from '../../db/log.ts';
import { isAnlanError } from '../../kernel/errors.ts';
import { TIMES } from '../limits.ts';
import { type ApiErrorCode, apiCode, isApiErrorCode } from './error-codes.ts';
import { HttpProblem } from './http-problem.ts';

interface MapOptions {
  readonly requestId: string;
  /** Where in the answer; undefined where that cannot be said. */
  readonly path: readonly (string | number)[] | undefined;
  readonly log: Log;
}

/**
 * Any error as it may leave the server: a code of the closed list, a message without suggestions; all else is masked
 * and logged. `http.status` is for an answer without data and is not sent.
 */
export function mapError(error: GraphQLError, { requestId, path, log }: MapOptions): GraphQLError {
  const cause = rootOf(error);
  const answer = (
    code: ApiErrorCode,
    message: string,
    more: Readonly<Record<string, unknown>> = {},
    http = httpOf(code),
  ) =>
    new GraphQLError(message, {
      ...placeOf(error),
      path: path ?? null,
      extensions: { ...more, code, http },
    });

  if (cause instanceof HttpProblem) {
    return answer(cause.code, cause.message, {}, { status: cause.status, headers: { ...cause.headers } });
  }
  if (isAnlanError(cause) && apiCode(cause.code) !== 'INTERNAL') {
    return answer(apiCode(cause.code), cause.message, cause.details);
  }
  if (cause instanceof GraphQLError) return answer(codeOf(cause), withoutSuggestion(cause.message));
  if (isLostConnection(cause)) {
    log.warn({ err: cause, requestId }, 'the database was not reached');
    return answer('DATABASE_UNAVAILABLE', 'the database cannot be reached; try again shortly', { requestId });
  }
  if (isAbort(cause)) {
    log.info({ requestId }, 'the client left before its answer');
    return answer('TIMEOUT', 'the request was given up', { requestId });
  }
  if (isTimeout(cause)) {
    log.warn({ err: cause, requestId, path }, 'a statement took too long');
    const seconds = TIMES.statement / 1000;
    const message = `expected an answer within ${seconds} s; ask for fewer regions, a shorter time, or whole months`;
    return answer('TIMEOUT', message, { requestId });
  }
  log.error({ err: cause, requestId, path }, 'a request failed');
  return answer('INTERNAL', `something went wrong here; it is logged under ${requestId}`, { requestId });
}

/** What lies at the bottom of an error: the same object wherever one failed statement is felt. */
export function rootOf(error: GraphQLError): unknown {
  let cause: unknown = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause;
}

function placeOf({ nodes, source, positions }: GraphQLError) {
  return { nodes: nodes ?? null, source: source ?? null, positions: positions ?? null };
}

/** Errors of graphql itself: parsing and validation name themselves, else an argument or variable did not fit. */
function codeOf({ extensions, message }: GraphQLError): ApiErrorCode {
  const { code } = extensions;
  if (typeof code === 'string' && isApiErrorCode(code)) return code;
  if (message.includes('more than') && message.includes('tokens')) return 'QUERY_TOO_LARGE';
  return message.startsWith('Syntax Error') ? 'GRAPHQL_PARSE_FAILED' : 'BAD_USER_INPUT';
}

const withoutSuggestion = (message: string): string => message.replace(/ Did you mean [^?]*\?/g, '');

function httpOf(code: ApiErrorCode) {
  if (code === 'DATABASE_UNAVAILABLE') return { status: 503, headers: { 'retry-after': '1' } };
  return { status: code === 'INTERNAL' ? 500 : 400, headers: {} };
}

/** The database cancelled a statement that ran past its time, or the whole request did. */
const isTimeout = (error: unknown): boolean =>
  error instanceof Error && (('code' in error && error.code === '57014') || error.name === 'TimeoutError');

/** The client closed its connection. */
const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

/** A fault before GraphQL began, such as a database that is away while the key is checked. */
export function faultOf(error: unknown, log: Log): HttpProblem {
  if (isLostConnection(error)) {
    log.warn({ err: error }, 'the database was not reached');
    return new HttpProblem(503, 'DATABASE_UNAVAILABLE', 'the database cannot be reached; try again shortly', {
      'retry-after': '1',
    });
  }
  const requestId = randomUUID();
  log.error({ err: error, requestId }, 'a request failed');
  return new HttpProblem(500, 'INTERNAL', `something went wrong here; it is logged under ${requestId}`);
}
