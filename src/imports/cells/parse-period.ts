import { isAnlanError } from '../../kernel/errors.ts';
import type { Period } from '../../kernel/period.ts';
import { type ReadingContext, readPeriod } from '../../kernel/period-reading.ts';
import { fault, type Reading } from '../rows/issue.ts';

/** A period as a report writes it: 2021年下半年, 1至5月, 2021-H2, 截至2021年9月25日. */
export function parsePeriod(text: string, context: ReadingContext): Reading<Period> {
  const period = read(text, context);
  return period === null
    ? fault('bad_period', '不能读作统计周期', 'cannot be read as a period', {
        expected: '2021年、2021年下半年、2021-03',
      })
    : { value: period };
}

function read(text: string, context: ReadingContext): Period | null {
  try {
    return readPeriod(text, context);
  } catch (error) {
    if (isAnlanError(error)) return null;
    throw error;
  }
}
