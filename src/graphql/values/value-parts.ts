import { inLocale } from '../../kernel/label.ts';
import { formatQuantity } from '../../kernel/unit.ts';
import type { Frame } from '../frame.ts';
import { localeArg } from '../locale-arg.ts';
import { number } from './indicator-value.ts';

/** The small types around a value: coverage, interval, slice, data version. */
export function defineValueParts(frame: Frame): void {
  defineCoverage(frame);
  defineInterval(frame);
  defineSlice(frame);
  frame.types.dataVersion.implement({
    description: 'From which data an answer was made.',
    fields: (t) => ({
      version: t.exposeInt('version', { description: 'Id of the last import included; 0 before the first.' }),
      asOf: t.expose('asOf', { type: 'DateTime', description: 'When that import was committed.' }),
    }),
  });
}

function defineCoverage({ types }: Frame): void {
  types.coverage.implement({
    description: 'Township-months that should have reported and that did.',
    fields: (t) => ({
      expected: t.exposeInt('expected', { description: 'How many should have reported.' }),
      reported: t.exposeInt('reported', { description: 'How many did; a nil return is a report.' }),
      share: t.exposeFloat('share', {
        nullable: true,
        description: 'Reported of expected, 0 to 1; null where coverage has no meaning.',
      }),
    }),
  });
}

function defineInterval({ builder, types }: Frame): void {
  const method = builder.enumType('IntervalMethod', {
    description: 'Why a value can be off.',
    values: {
      WILSON: { description: 'k of n records, by Wilson.' },
      SAMPLE: { description: 'The answers of a survey, by Wilson.' },
      PRINTED: { description: 'What a printed figure can stand for.' },
    },
  });
  types.interval.implement({
    description: 'Between which bounds the true value lies.',
    fields: (t) => ({
      low: t.float({ nullable: true, description: 'Null: no bound below.', resolve: ({ low }) => number(low) }),
      high: t.float({ nullable: true, description: 'Null: no bound above.', resolve: ({ high }) => number(high) }),
      level: t.exposeFloat('level', {
        nullable: true,
        description: 'The confidence; null where it is not a matter of chance.',
      }),
      method: t.expose('method', { type: method, description: 'How it was found.' }),
    }),
  });
}

function defineSlice({ builder, types, words }: Frame): void {
  types.slice.implement({
    description: 'The part of a value under one word.',
    fields: (t) => ({
      key: t.exposeID('key', { description: 'Code of the word; empty where records do not say.' }),
      label: t.string({
        description: 'The word.',
        args: localeArg(builder, words),
        resolve: ({ label }, { locale }) => inLocale(label, locale),
      }),
      level: t.exposeInt('level', { description: 'Where the word stands in its tree, 1 at the top.' }),
      parent: t.exposeID('parent', { nullable: true, description: 'Code of the word above it; null at the top.' }),
      hasParts: t.exposeBoolean('hasParts', { description: 'The tree has words below it.' }),
      value: t.float({
        nullable: true,
        description: 'In the unit of the indicator. Null has its reason in `absence`.',
        resolve: ({ value }) => number(value),
      }),
      absence: t.expose('absence', {
        type: words.absence,
        nullable: true,
        description: 'Why there is no value: WITHHELD, or ZERO_DENOMINATOR.',
      }),
      formatted: t.string({
        description: 'As it is printed, with its unit.',
        args: localeArg(builder, words),
        resolve: ({ value, indicator: { unit, decimals } }, { locale }) =>
          value === null ? '—' : formatQuantity(value, { unit, decimals, locale }),
      }),
      share: t.float({
        nullable: true,
        description: 'Percent of the whole; null for quotients.',
        resolve: ({ share }) => number(share),
      }),
      numerator: t.float({ nullable: true, description: 'Of quotients.', resolve: (slice) => number(slice.numerator) }),
      denominator: t.float({
        nullable: true,
        description: 'Of quotients.',
        resolve: (slice) => number(slice.denominator),
      }),
    }),
  });
}
