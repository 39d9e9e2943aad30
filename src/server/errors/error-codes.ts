import type { ErrorCode } from '../../kernel/errors.ts';

/** Every code that `errors[].extensions.code` can hold, with what it means. Closed: nothing else is ever sent. */
export const API_ERROR_CODES = {
  GRAPHQL_PARSE_FAILED: 'The document is not GraphQL.',
  GRAPHQL_VALIDATION_FAILED: 'The document does not fit the schema.',
  BAD_USER_INPUT: 'An argument, a variable or the request itself is not what was expected.',
  UNKNOWN_REGION: 'No region of that code is known, or within reach of the key.',
  UNKNOWN_INDICATOR: 'No indicator of that code is in the catalogue.',
  BAD_PERIOD: 'The text is no period.',
  PERIOD_NOT_APPLICABLE: 'The indicator has no value for such a period.',
  BAD_CURSOR: 'The cursor was not given by this list for these arguments.',
  UNAUTHENTICATED: 'The key is missing, wrong, expired or revoked.',
  FORBIDDEN: 'The key lacks the scope.',
  OUT_OF_REACH: 'The region lies outside the reach of the key.',
  CONFLICT: 'What was done meanwhile stands in the way: the message names it.',
  NOT_FOUND: 'There is no such thing.',
  QUERY_TOO_LARGE: 'A limit of the request or of its answer is passed.',
  RATE_LIMITED: 'The key has spent its points or has too many requests in flight; `retry-after` says how long to wait.',
  TIMEOUT: 'The answer took too long; ask for less.',
  METHOD_NOT_ALLOWED: 'The address does not take this HTTP method.',
  UNSUPPORTED_MEDIA_TYPE: 'The body is not application/json, or it is compressed.',
  DATABASE_UNAVAILABLE: 'The database cannot be reached; try again shortly.',
  OVERLOADED: 'The server has more to do than it can; `retry-after` says how long to wait.',
  INTERNAL: 'A fault of the server, logged under the request id.',
} as const;

export type ApiErrorCode = keyof typeof API_ERROR_CODES;

export function isApiErrorCode(code: string): code is ApiErrorCode {
  return Object.hasOwn(API_ERROR_CODES, code);
}

/** The code of a domain error as it leaves the API; those of configuration never should. */
export function apiCode(code: ErrorCode): ApiErrorCode {
  if (isApiErrorCode(code)) return code;
  return OF_FILES.includes(code) ? 'BAD_USER_INPUT' : 'INTERNAL';
}

/** Of a file that was sent to be imported: the message says which it is. */
const OF_FILES: readonly ErrorCode[] = ['FILE_UNREADABLE', 'FILE_EMPTY', 'FILE_WRONG_DATASET', 'UNKNOWN_DATASET'];
