import { isDay } from '../kernel/day.ts';
import { AnlanError } from '../kernel/errors.ts';
import type { Builder } from './builder.ts';

const MOMENT = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

export function defineScalars(builder: Builder): void {
  builder.scalarType('DateTime', {
    description:
      'A moment with its zone, ISO 8601: `2022-03-09T08:00:00+08:00`. A bare day stands for its end in Shanghai. Answers are in UTC.',
    serialize: (moment) => moment.toISOString(),
    parseValue: readMoment,
  });
  builder.scalarType('Date', {
    description: 'A calendar day in Shanghai, ISO 8601: `2022-03-09`.',
    serialize: (day) => day,
    parseValue(day) {
      if (typeof day === 'string' && isDay(day)) return day;
      throw unexpected('a day such as 2022-03-09', day);
    },
  });
  builder.scalarType('Period', {
    description:
      'A period by its code. Year `2021`, half `2021-H2`, quarter `2021-Q1`, month `2021-03`, ISO week `2021-W10`, day `2021-03-08`; ' +
      'ranges with both ends included `2021-01/2021-05`, `2018/2022`, open ones `2022-01/..`; instants `as-of 2022-03-09`; ' +
      'relative ones `LATEST`, `YEAR_TO_DATE`, `LAST_12_MONTHS`, which are resolved and echoed.',
    serialize: (code) => code,
    parseValue(code) {
      if (typeof code === 'string') return code;
      if (typeof code === 'number' && Number.isInteger(code)) return String(code);
      throw new AnlanError(
        'BAD_PERIOD',
        `expected the code of a period such as "2021" or "2021-03", got ${shown(code)}`,
      );
    },
  });
}

function readMoment(text: unknown): Date {
  const match = typeof text === 'string' ? MOMENT.exec(text) : null;
  const day = match?.[1];
  if (match !== null && day !== undefined && isDay(day)) {
    const moment = new Date(match[0] === day ? `${day}T23:59:59.999+08:00` : match[0]);
    if (!Number.isNaN(moment.getTime())) return moment;
  }
  throw unexpected('a moment with its zone such as 2022-03-09T08:00:00+08:00', text);
}

function unexpected(what: string, found: unknown): AnlanError {
  return new AnlanError('BAD_USER_INPUT', `expected ${what}, got ${shown(found)}`, { found: shown(found) });
}

const shown = (found: unknown): string => JSON.stringify(found)?.slice(0, 60) ?? String(found);
