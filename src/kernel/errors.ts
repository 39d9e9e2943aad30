import type { Label } from './label.ts';

export const ERROR_CODES = [
  'BAD_USER_INPUT',
  'UNKNOWN_REGION',
  'UNKNOWN_INDICATOR',
  'BAD_PERIOD',
  'PERIOD_NOT_APPLICABLE',
  'BAD_CURSOR',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'OUT_OF_REACH',
  'NOT_FOUND',
  'QUERY_TOO_LARGE',
  'FILE_NOT_FOUND',
  'FILE_UNREADABLE',
  'FILE_EMPTY',
  'FILE_WRONG_DATASET',
  'UNKNOWN_DATASET',
  'CONFLICT',
  'CONFIGURATION',
  'DATABASE_UNAVAILABLE',
  'INTERNAL',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/**
 * The one error of the domain. The message says what was expected, what came and where; `label` says it in Chinese too
 * where the reader is a person at a terminal. `details` carries the same as data, safe to show to the caller.
 */
export class AnlanError extends Error {
  override readonly name = 'AnlanError';
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;
  readonly label: Label;

  constructor(
    code: ErrorCode,
    message: string | Label,
    details: Readonly<Record<string, unknown>> = {},
    cause?: unknown,
  ) {
    const label = typeof message === 'string' ? { zh: message, en: message } : message;
    super(label.en, cause === undefined ? {} : { cause });
    this.code = code;
    this.label = label;
    this.details = details;
  }
}

export function isAnlanError(error: unknown): error is AnlanError {
  return error instanceof AnlanError;
}
