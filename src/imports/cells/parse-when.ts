import type { TimeColumn } from '../../datasets/columns.ts';
import { normaliseText } from '../../kernel/chinese.ts';
import { readDay, readTime, type WhenProblem } from '../../kernel/when.ts';
import { fault, isFault, type Reading } from '../rows/issue.ts';
import type { NormalisationCode } from '../rows/normalisation.ts';

const PLAIN_DAY = /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}$/;
const PLAIN_TIME = /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2} \d{1,2}:\d\d(?::\d\d)?$/;
const SERIAL = /^\d{5}(?:\.\d+)?$/;
const YEAR_LAST = /^\d{1,2}([-/.])\d{1,2}\1\d{4}/;
const NUMERALS = /[〇零○一二三四五六七八九十]{1,4}[年月日号时点分]|元月/;
const HALF_DAY = /上午|下午|中午|晚|凌晨|早|夜|[ap]\.?m/i;
const CLOCK = /[\d〇零○一二三四五六七八九十] ?[:时点]|[ T]\d{4}|^\d{12}|^\d{14}|\.\d/;
const ZONE = /Z$|[+-]\d\d:?(?:\d\d)?$/i;
const OWN_ZONE = /\+08:?(?:00)?$/;

export function parseDay(text: string): Reading<string> {
  const day = readDay(text);
  if (typeof day !== 'string') return unread(day, 'bad_date', '日期', 'day', '2021-03-05、2021年3月5日');
  if (PLAIN_DAY.test(text)) return { value: day };
  const time = readTime(text);
  const notes = writtenNotes(normaliseText(text));
  if (typeof time === 'string' && time.slice(11, 19) !== '00:00:00') notes.push('clock_dropped');
  return noted(day, notes);
}

/** Times; of a deadline that names a day alone, the end of that day. */
export const timeParser =
  ({ deadline }: Pick<TimeColumn, 'deadline'>): ((text: string) => Reading<string>) =>
  (text) => {
    const reading = parseTime(text);
    if (!deadline || isFault(reading) || reading.notes?.includes('midnight') !== true) return reading;
    const notes = reading.notes.map((note) => (note === 'midnight' ? 'day_end' : note));
    return { value: reading.value.replace('T00:00:00', 'T23:59:59'), notes };
  };

function parseTime(text: string): Reading<string> {
  const time = readTime(text);
  if (typeof time !== 'string') return unread(time, 'bad_time', '时间', 'time', '2021-03-05 14:30');
  if (PLAIN_TIME.test(text)) return { value: time };
  const plain = normaliseText(text);
  const notes = writtenNotes(plain);
  if (!SERIAL.test(plain) && !CLOCK.test(plain)) notes.push('midnight');
  if (HALF_DAY.test(plain)) notes.push('half_day');
  if (plain.includes(':') && ZONE.test(plain) && !OWN_ZONE.test(plain)) notes.push('zone');
  return noted(time, notes);
}

function writtenNotes(plain: string): NormalisationCode[] {
  const notes: NormalisationCode[] = [];
  if (SERIAL.test(plain)) notes.push('serial_day');
  if (YEAR_LAST.test(plain)) notes.push('day_order');
  if (NUMERALS.test(plain)) notes.push('numeral');
  return notes;
}

const noted = (value: string, notes: readonly NormalisationCode[]): Reading<string> =>
  notes.length === 0 ? { value } : { value, notes };

function unread(
  found: WhenProblem,
  code: 'bad_date' | 'bad_time',
  zh: string,
  en: string,
  expected: string,
): Reading<string> {
  switch (found.problem) {
    case 'impossible':
      return fault(code, `没有这样的${zh}`, `no such ${en} exists`, { expected });
    case 'ambiguous': {
      const { candidates } = found;
      const either = candidates.length === 0 ? expected : candidates.join(' / ');
      if (candidates[0]?.includes(':') === true) {
        const more = { expected: either, candidates };
        return fault('ambiguous_date', '时刻有歧义，请按24小时制写', 'the hour can be read in several ways', more);
      }
      return fault('ambiguous_date', `${zh}有歧义，年月日须写全`, `the ${en} can be read in several ways`, {
        expected: either,
        candidates,
      });
    }
    case 'unreadable':
      return fault(code, `不能读作${zh}`, `cannot be read as a ${en}`, { expected });
    default:
      return found satisfies never;
  }
}
