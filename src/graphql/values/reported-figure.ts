import { QUALIFIERS } from '../../kernel/printed.ts';
import type { Frame } from '../frame.ts';
import { globalId } from '../global-id.ts';
import { number } from './indicator-value.ts';

const QUALIFIER_WORDS = {
  exact: 'As it stands.',
  at_least: '多, 余: at least, below the next printed step.',
  floor: '以上, 超: at least.',
  at_most: '以下: at most.',
  approx: '近, 约: about.',
  stated_zero: '零发生: a stated zero.',
  goal: 'A goal, not a result.',
} as const satisfies Record<(typeof QUALIFIERS)[number], string>;

export function defineReportedFigure({ builder, types, words }: Frame): void {
  const qualifier = builder.enumType('Qualifier', {
    description: 'How a printed figure is meant.',
    values: Object.fromEntries(
      QUALIFIERS.map((value) => [value.toUpperCase(), { value, description: QUALIFIER_WORDS[value] }]),
    ),
  });

  types.source.implement({
    description: 'The document in which a figure was printed.',
    interfaces: [types.node],
    isTypeOf: (value) => typeof value === 'object' && value !== null && 'publishedOn' in value,
    fields: (t) => ({
      id: t.id({ description: 'Global id: `Source:3`.', resolve: ({ id }) => globalId('Source', id) }),
      title: t.exposeString('title', { description: 'Its title.' }),
      publisher: t.exposeString('publisher', { nullable: true, description: 'Who published it.' }),
      publishedOn: t.expose('publishedOn', { type: 'Date', nullable: true, description: 'When it was published.' }),
      address: t.exposeString('address', { nullable: true, description: 'Where it is found.' }),
      licence: t.exposeString('licence', { nullable: true, description: 'On what terms it may be used.' }),
    }),
  });

  types.reportedFigure.implement({
    description: 'A figure as it was printed or reported, beside what records say.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Unique among all reported figures.' }),
      printed: t.exposeString('printed', { description: 'Letter for letter: `5.8万多`, `98.27`.' }),
      value: t.float({
        nullable: true,
        description: 'The number read from it, in `unit`; null where there is none.',
        resolve: ({ value }) => number(value),
      }),
      low: t.float({
        nullable: true,
        description: 'The least that the print can stand for, included; null is unbounded.',
        resolve: ({ low }) => number(low),
      }),
      high: t.float({
        nullable: true,
        description: 'The most that the print can stand for, not included; null is unbounded.',
        resolve: ({ high }) => number(high),
      }),
      qualifier: t.expose('qualifier', { type: qualifier, description: 'How it is meant.' }),
      unit: t.expose('unit', { type: types.unit, nullable: true, description: 'The unit as read; null when unclear.' }),
      comparison: t.exposeString('comparison', {
        description: 'What the figure states: `none` the value itself, `share`, `yoy`, `mom`, `before` or `rank`.',
      }),
      period: t.field({
        type: 'Period',
        description: 'The period it speaks of.',
        resolve: ({ period }) => period.code,
      }),
      rank: t.exposeInt('rank', { nullable: true, description: 'A place printed with it.' }),
      rankScope: t.exposeString('rankScope', { nullable: true, description: 'In the `province` or the `city`.' }),
      rankOfChange: t.exposeBoolean('rankOfChange', {
        description: 'The place is that of the change, not of the value.',
      }),
      quote: t.exposeString('quote', { nullable: true, description: 'The passage in which it stands.' }),
      page: t.exposeString('page', { nullable: true, description: 'The page on which it stands.' }),
      note: t.exposeString('note', { nullable: true, description: 'A remark on the reading.' }),
      source: t.expose('source', {
        type: types.source,
        nullable: true,
        description: 'The document; null where it came with records.',
      }),
      reconciliation: t.expose('reconciliation', {
        type: words.reconciliation,
        description: 'How it agrees with the computed value.',
      }),
    }),
  });
}
