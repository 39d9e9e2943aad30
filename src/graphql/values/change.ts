import { inLocale } from '../../kernel/label.ts';
import type { Frame } from '../frame.ts';
import { localeArg } from '../locale-arg.ts';
import { number } from './indicator-value.ts';

export function defineChange({ builder, types, words }: Frame): void {
  types.change.implement({
    description: 'How a value differs from its baseline. A rate changes in percentage points, a count in percent.',
    fields: (t) => ({
      against: t.expose('against', { type: words.baseline, description: 'What it is compared with.' }),
      baseline: t.field({
        type: types.value,
        nullable: true,
        description: 'The value compared with; null where the period or the parent does not exist.',
        resolve: ({ moment, baseline }) =>
          baseline === null ? null : { moment, subject: baseline.subject, known: baseline },
      }),
      baselineValue: t.float({
        nullable: true,
        description: 'The number compared with, rounded.',
        resolve: ({ baseline }) => number(baseline?.value ?? null),
      }),
      baselinePeriod: t.field({
        type: 'Period',
        nullable: true,
        description: 'The period compared with.',
        resolve: ({ baselinePeriod }) => baselinePeriod?.code ?? null,
      }),
      absolute: t.float({
        nullable: true,
        description: 'The difference in `unit`: percentage points for percentages, else the unit of the value.',
        resolve: ({ absolute }) => number(absolute),
      }),
      relative: t.float({
        nullable: true,
        description: 'The difference in percent of the baseline; null when the baseline is 0 or missing.',
        resolve: ({ relative }) => number(relative),
      }),
      unit: t.expose('unit', { type: types.unit, description: 'The unit of `absolute`.' }),
      printed: t.string({
        nullable: true,
        description: '上升55.96个百分点, 下降33.9%, 持平.',
        args: localeArg(builder, words),
        resolve: ({ printed }, { locale }) => (printed === null ? null : inLocale(printed, locale)),
      }),
      direction: t.expose('direction', {
        type: words.changeDirection,
        nullable: true,
        description: 'Which way it moved; null without a baseline.',
      }),
      verdict: t.expose('verdict', { type: words.verdict, description: 'Whether that is for the better.' }),
      cautions: t.field({
        type: [words.caution],
        description: 'What to mind.',
        resolve: ({ cautions }) => [...cautions],
      }),
      comparable: t.exposeBoolean('comparable', {
        description: 'Both values are there, of one definition, instrument and territory, and alike in coverage.',
      }),
      incomparable: t.expose('incomparable', {
        type: [types.incomparability],
        description: 'Why they do not compare; empty where they do.',
      }),
      reported: t.field({
        type: [types.reportedFigure],
        description: 'Changes that were printed against the same baseline, and how they agree.',
        resolve: ({ moment, reported }) => reported.map((figure) => ({ moment, ...figure })),
      }),
    }),
  });
}
