import { roundHalfUp, toNumber } from '../../kernel/exact.ts';
import { inLocale } from '../../kernel/label.ts';
import { parsePeriod } from '../../kernel/period.ts';
import type { Frame } from '../frame.ts';
import { localeArg } from '../locale-arg.ts';
import { findRegion } from '../regions/find-region.ts';
import type { Place } from '../types.ts';
import { requireScope } from '../viewers/require-scope.ts';
import { number } from './indicator-value.ts';

export function defineAssessment(frame: Frame): void {
  defineItem(frame);
  defineStanding(frame);
  defineType(frame);
  const { builder, types } = frame;
  const year = { type: 'Period', required: true, description: 'A single year: `2017`.' } as const;
  const found = async ({ moment, region }: Place, period: string) =>
    (await moment.reader.assessments(region, parsePeriod(period, moment.today))).map((one) => ({ moment, ...one }));

  builder.objectField(types.region, 'assessments', (t) =>
    t.field({
      type: [types.assessment],
      description: '考评: every scheme by which the region is assessed that year, scored item by item.',
      args: { period: t.arg(year) },
      resolve: (place, { period }, context) => {
        requireScope(context.viewer, 'indicators:read');
        context.spend(1);
        return found(place, period);
      },
    }),
  );
  builder.queryField('assessment', (t) =>
    t.field({
      type: types.assessment,
      nullable: true,
      description: 'A region under one scheme; null where the scheme does not assess it that year.',
      args: {
        scheme: t.arg.string({ required: true, description: 'Name of the scheme, as it was imported.' }),
        region: t.arg.id({ required: true, description: 'Code of the region.' }),
        period: t.arg(year),
        asOf: t.arg({ type: 'DateTime', description: 'Data and tree as they stood at this moment.' }),
      },
      resolve: async (_root, { scheme, region, period, asOf }, context) => {
        requireScope(context.viewer, 'indicators:read');
        context.spend(1);
        const place = findRegion(context, await context.at(asOf), region, ['assessment']);
        const all = await found(place, period);
        return all.find((one) => one.scheme === scheme.trim()) ?? null;
      },
    }),
  );
}

function defineType({ types, words }: Frame): void {
  types.assessment.implement({
    description: 'A region assessed under a scheme for a year.',
    fields: (t) => ({
      scheme: t.exposeString('scheme', { description: 'Name of the scheme.' }),
      period: t.field({ type: 'Period', description: 'The year assessed.', resolve: ({ period }) => period.code }),
      region: t.field({
        type: types.region,
        description: 'Who is assessed.',
        resolve: ({ moment, region }) => ({ moment, region }),
      }),
      group: t.exposeString('group', { nullable: true, description: 'The group of units it is compared with.' }),
      score: t.float({
        nullable: true,
        description: 'The sum of all items, to two decimals; null unless every input is there.',
        resolve: ({ score }) => (score === null ? null : number(roundHalfUp(score, 2))),
      }),
      subtotal: t.float({
        description: 'The sum of the items whose inputs are there.',
        resolve: ({ subtotal }) => toNumber(roundHalfUp(subtotal, 2)),
      }),
      vetoed: t.exposeBoolean('vetoed', { description: '一票否决: an item of veto took points.' }),
      missing: t.exposeStringList('missing', { description: 'Names of the items without an input.' }),
      items: t.field({
        type: [types.assessmentItem],
        description: 'Its items in the order of the rules.',
        args: { section: t.arg({ type: words.section, description: 'Only of this section.' }) },
        resolve: ({ items }, { section }) => items.filter((item) => !section || item.section === section),
      }),
      standing: t.field({
        type: types.standing,
        description: 'Its place among the units of the scheme.',
        args: {
          withinGroup: t.arg.boolean({ required: true, defaultValue: true, description: 'Only those of its group.' }),
        },
        resolve: ({ moment, ...assessment }, { withinGroup }) =>
          moment.reader.standing(assessment, withinGroup ? 'group' : 'scheme'),
      }),
    }),
  });
}

function defineItem({ builder, types, words }: Frame): void {
  const locale = localeArg(builder, words);
  types.assessmentItem.implement({
    description: 'One item of a scheme, with what was read, the rule and the points.',
    fields: (t) => ({
      name: t.exposeString('name', { description: 'The item.' }),
      section: t.expose('section', { type: words.section, description: 'How it counts.' }),
      department: t.exposeString('department', { nullable: true, description: 'Who scores it.' }),
      indicator: t.expose('indicator', {
        type: types.indicator,
        nullable: true,
        description: 'What is read; null for entered events and fixed points.',
      }),
      input: t.float({
        nullable: true,
        description: 'The number read: a value, places moved, events. Null where it is missing.',
        resolve: ({ input }) => number(input),
      }),
      inputText: t.string({
        description: 'The same in words.',
        args: locale,
        resolve: ({ inputText }, args) => inLocale(inputText, args.locale),
      }),
      points: t.float({
        nullable: true,
        description: 'Signed: deductions and vetoes below 0. Null where the input is missing; never taken for 0.',
        resolve: ({ points }) => number(points),
      }),
      cap: t.float({
        nullable: true,
        description: 'The most it can come to, without sign.',
        resolve: ({ cap }) => number(cap),
      }),
      capped: t.exposeBoolean('capped', { description: 'It would have come to more.' }),
      rule: t.string({
        description: 'The rule in words.',
        args: locale,
        resolve: ({ rule }, args) => inLocale(rule, args.locale),
      }),
      working: t.string({
        description: 'How rule and input make the points.',
        args: locale,
        resolve: ({ working }, args) => inLocale(working, args.locale),
      }),
      missing: t.string({
        nullable: true,
        description: 'Why there are no points; null where there are.',
        args: locale,
        resolve: ({ missing }, args) => (missing === null ? null : inLocale(missing, args.locale)),
      }),
    }),
  });
}

function defineStanding({ types }: Frame): void {
  types.standing.implement({
    description: 'A place among the units that have a score; equals share the better one.',
    fields: (t) => ({
      position: t.exposeInt('position', { nullable: true, description: 'The place; null without a score.' }),
      of: t.exposeInt('of', { description: 'How many units have a score.' }),
      unscored: t.exposeInt('unscored', { description: 'How many have none.' }),
    }),
  });
}
