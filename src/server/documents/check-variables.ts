import { AnlanError } from '../../kernel/errors.ts';
import { LIMITS } from '../limits.ts';

/**
 * Refuses variables that are nested too deep, list too much or hold the character NUL, which no database text may.
 * @throws AnlanError QUERY_TOO_LARGE, BAD_USER_INPUT
 */
export function checkVariables(value: unknown, depth = 0): void {
  if (typeof value === 'string') {
    if (value.includes('\0')) throw new AnlanError('BAD_USER_INPUT', 'expected text without the character NUL');
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (depth > LIMITS.valueDepth) {
    throw new AnlanError(
      'QUERY_TOO_LARGE',
      `expected at most ${LIMITS.valueDepth} levels of nested values in variables`,
    );
  }
  const items = Object.values(value);
  if (items.length > LIMITS.listItems) {
    throw new AnlanError(
      'QUERY_TOO_LARGE',
      `expected at most ${LIMITS.listItems} items in a list, got ${items.length}`,
      {
        limit: LIMITS.listItems,
        found: items.length,
      },
    );
  }
  for (const item of items) checkVariables(item, depth + 1);
}
