import type { Value } from '../../engine/values/value.ts';
import { after, type Eventual } from '../../kernel/eventual.ts';
import { type Exact, toNumber } from '../../kernel/exact.ts';
import { inLocale, type Locale } from '../../kernel/label.ts';
import { periodLabel } from '../../kernel/period-label.ts';
import { lastDay } from '../../kernel/period-steps.ts';
import type { Frame } from '../frame.ts';
import { localeArg } from '../locale-arg.ts';
import type { ValueAt } from '../types.ts';

/** All fields of one tick ask the reader together, so that they cost one statement a source. */
const valueAt = ({ moment, subject, known }: ValueAt): Eventual<Value> => known ?? moment.reader.value(subject);

/** What is known is answered at once: a promise for each of a thousand fields would cost more than all else. */
const fromValue =
  <Part, Args>(part: (value: Value, args: Args) => Part) =>
  (at: ValueAt, args: Args): Eventual<Part> => {
    const value = valueAt(at);
    return value instanceof Promise ? later(value, part, args) : part(value, args);
  };

/** In a function of its own: what this remembers would else be put aside for values that are known, too. */
const later = <Part, Args>(
  found: Promise<Value>,
  part: (value: Value, args: Args) => Part,
  args: Args,
): Promise<Part> => found.then((value) => part(value, args));

export const number = (exact: Exact | null): number | null => (exact === null ? null : toNumber(exact));

export function defineIndicatorValue({ builder, types, words }: Frame): void {
  const locale = localeArg(builder, words);

  types.value.implement({
    description: 'The value of one indicator in one region and period, with all that is needed to trust it.',
    fields: (t) => ({
      indicator: t.field({
        type: types.indicator,
        description: 'What is measured.',
        resolve: ({ subject }) => subject.indicator,
      }),
      region: t.field({
        type: types.region,
        description: 'Where.',
        resolve: ({ moment, subject }) => ({ moment, region: subject.region }),
      }),
      period: t.field({
        type: 'Period',
        description: 'When; a relative period comes back resolved.',
        resolve: ({ subject }) => subject.period.code,
      }),
      periodLabel: t.string({
        description: 'The period in words: 2021年下半年.',
        args: locale,
        resolve: ({ subject }, args) => periodLabel(subject.period, args.locale),
      }),
      periodKind: t.field({
        type: words.periodKind,
        description: 'The kind of the period.',
        resolve: ({ subject }) => subject.period.kind,
      }),
      periodStart: t.field({
        type: 'Date',
        description: 'The first day of the period.',
        resolve: ({ subject }) => subject.period.start,
      }),
      periodEnd: t.field({
        type: 'Date',
        description: 'The last day of the period; 9999-12-30 when it is open.',
        resolve: ({ subject }) => lastDay(subject.period),
      }),
      value: t.float({
        nullable: true,
        description:
          "Rounded half up to the indicator's decimals, on exact arithmetic. Null has its reason in `absence`.",
        resolve: fromValue(({ value }) => number(value)),
      }),
      exact: t.float({
        nullable: true,
        description: 'Not rounded.',
        resolve: fromValue(({ exact }) => number(exact)),
      }),
      formatted: t.string({
        description: 'As it is printed, with its unit: `98.27%`; `—` where there is no value.',
        args: locale,
        resolve(at, { locale: asked }) {
          const value = valueAt(at);
          const { formatted } = at.moment.reader;
          return value instanceof Promise ? later(value, formatted, asked) : formatted(value, asked);
        },
      }),
      numerator: t.float({
        nullable: true,
        description: 'Of quotients, in plain units (yuan, not cents).',
        resolve: fromValue(({ numerator }) => number(numerator)),
      }),
      denominator: t.float({
        nullable: true,
        description: 'Of quotients, in plain units.',
        resolve: fromValue(({ denominator }) => number(denominator)),
      }),
      absence: t.field({
        type: words.absence,
        nullable: true,
        description: 'Why there is no value; null when there is one.',
        resolve: fromValue(({ absence }) => absence),
      }),
      absenceReason: t.string({
        nullable: true,
        description: 'The same in one sentence, with what was missing.',
        args: locale,
        resolve: fromValue(({ absenceReason }, args: { readonly locale: Locale }) =>
          absenceReason === null ? null : inLocale(absenceReason, args.locale),
        ),
      }),
      basis: t.field({
        type: words.basis,
        description: 'Counted from records, or as reported.',
        resolve: fromValue(({ basis }) => basis),
      }),
      derived: t.boolean({
        description: 'Made by a roll-up of parts that were themselves reported.',
        resolve: fromValue(({ derived }) => derived),
      }),
      definition: t.string({
        description: 'The definition under which it was made: survey instrument or version of the indicator.',
        resolve: fromValue(({ definition }) => definition),
      }),
      versions: t.field({
        type: [types.definitionVersion],
        description: 'The versions of the definition in force; several where the period spans a change.',
        resolve: async (at) => [...(await valueAt(at)).versions],
      }),
      break: t.field({
        type: types.seriesBreak,
        nullable: true,
        description:
          'In a series: why it does not continue the last value before it; null where it does, or elsewhere.',
        resolve: ({ moment, point }) => (point === undefined ? null : moment.reader.break(point)),
      }),
      notes: t.stringList({
        description: 'How it was made, where that is not plain.',
        args: locale,
        resolve: fromValue(({ notes }, args: { readonly locale: Locale }) =>
          notes.map((note) => inLocale(note, args.locale)),
        ),
      }),
      unit: t.field({
        type: types.unit,
        description: 'The unit of the value.',
        resolve: ({ subject }) => subject.indicator.unit,
      }),
      coverage: t.field({
        type: types.coverage,
        description: 'How complete the reports are from which it was counted.',
        resolve: fromValue(({ coverage }) => coverage),
      }),
      interval: t.field({
        type: types.interval,
        nullable: true,
        description: 'How far the value can be off; null where it is a plain count or there is no value.',
        args: { level: t.arg.float({ defaultValue: 0.95, description: 'Confidence, above 0 and below 1.' }) },
        resolve: ({ moment, subject }, { level }) => moment.reader.interval(subject, level ?? undefined),
      }),
      change: t.field({
        type: types.change,
        description: 'How it differs from a baseline. A missing baseline is an answer, not an error.',
        args: {
          against: t.arg({
            type: words.baseline,
            required: true,
            defaultValue: 'YEAR_ON_YEAR',
            description: 'What to compare with.',
          }),
          period: t.arg({ type: 'Period', description: 'With PERIOD, and only there: the period to compare with.' }),
        },
        resolve: ({ moment, subject }, { against, period }) => {
          const then = period ? moment.reader.period(period, subject.indicator, subject.region) : null;
          const change = after(then, (one) => moment.reader.change(subject, against, one));
          return after(change, (known) => ({ moment, ...known }));
        },
      }),
      rank: t.field({
        type: types.rank,
        nullable: true,
        description:
          'Its place among regions of the same level within an ancestor; null where there is no such ancestor.',
        args: { within: t.arg({ type: words.rankScope, required: true, description: 'Within which ancestor.' }) },
        resolve: ({ moment, subject }, { within }) =>
          after(moment.reader.rank(subject, within), (rank) => (rank === null ? null : { moment, ...rank })),
      }),
      target: t.field({
        type: types.target,
        nullable: true,
        description: 'What was to be reached, and whether it was; null where no target was set for the period.',
        resolve: async ({ moment, subject }) => {
          const target = await moment.reader.target(subject);
          return target === null ? null : { moment, ...target };
        },
      }),
      breakdown: t.field({
        type: [types.slice],
        description: 'Its parts under the words of one column; empty where there is no value.',
        args: {
          by: t.arg.id({ required: true, description: 'A column such as `type`, see `Indicator.breakdowns`.' }),
          level: t.arg.int({
            description:
              'Words of this level of the tree, 1 at the top, each with all below it; words as recorded when left out.',
          }),
        },
        resolve: async ({ moment, subject }, { by, level }) => {
          const slices = await moment.reader.breakdown(subject, by, level);
          return slices.map((slice) => ({ ...slice, indicator: subject.indicator }));
        },
      }),
      reported: t.field({
        type: [types.reportedFigure],
        description: 'Figures that were printed or reported of it, with source, quote and how they agree.',
        resolve: async ({ moment, subject }) =>
          (await moment.reader.reported(subject)).map((figure) => ({ moment, ...figure })),
      }),
      explanation: t.field({
        type: types.explanation,
        description: 'How it came about: formula with its numbers, imports, and what was missing.',
        resolve: async ({ moment, subject }) => ({ moment, ...(await moment.reader.explanation(subject)) }),
      }),
      sentence: t.string({
        description: 'The sentence of a bulletin, made from this value, its change and its rank.',
        args: locale,
        resolve: ({ moment, subject }, args) => moment.reader.sentence(subject, args.locale),
      }),
      data: t.field({
        type: types.dataVersion,
        description: 'The data from which it was made.',
        resolve: ({ moment }) => moment,
      }),
    }),
  });
}
