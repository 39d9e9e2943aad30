import { inLocale } from '../../kernel/label.ts';
import type { Frame } from '../frame.ts';
import { localeArg } from '../locale-arg.ts';
import { seen } from '../regions/find-region.ts';
import type { Place } from '../types.ts';
import { number } from './indicator-value.ts';

export function defineExplanation(frame: Frame): void {
  const { builder, types, words } = frame;
  const locale = localeArg(builder, words);
  definePart(frame);
  defineContribution(frame);
  defineMissing(frame);

  types.explanation.implement({
    description: 'How a value came about.',
    fields: (t) => ({
      definition: t.string({
        description: 'The formula in words.',
        args: locale,
        resolve: ({ definition }, args) => inLocale(definition, args.locale),
      }),
      formula: t.string({
        description: 'The formula with its numbers: `1304 ÷ 1327 × 100% = 98.27%`.',
        args: locale,
        resolve: ({ formula }, args) => inLocale(formula, args.locale),
      }),
      parts: t.field({
        type: [types.explanationPart],
        description: 'The numbers of the formula.',
        resolve: ({ parts }) => parts,
      }),
      contributions: t.field({
        type: [types.contribution],
        description: 'The imports from which the numbers come, with what each put in.',
        resolve: ({ moment, contributions }) => contributions.map((one) => ({ moment, ...one })),
      }),
      missing: t.field({
        type: types.missingReports,
        description: 'What has not been reported.',
        resolve: ({ moment, missing }) => ({ moment, ...missing }),
      }),
      notes: t.stringList({
        description: 'What to mind.',
        args: locale,
        resolve: ({ notes }, args) => notes.map((note) => inLocale(note, args.locale)),
      }),
    }),
  });
}

function definePart({ builder, types, words }: Frame): void {
  const role = builder.enumType('PartRole', {
    description: 'Where a number stands in its formula.',
    values: {
      VALUE: { value: 'value', description: 'The value itself.' },
      NUMERATOR: { value: 'numerator', description: 'Above the line.' },
      DENOMINATOR: { value: 'denominator', description: 'Below the line.' },
    } as const,
  });
  types.explanationPart.implement({
    description: 'One number of a formula.',
    fields: (t) => ({
      role: t.expose('role', { type: role, description: 'Where it stands.' }),
      measure: t.exposeID('measure', { nullable: true, description: 'Code of the measure; null where it is none.' }),
      member: t.exposeID('member', {
        nullable: true,
        description: 'The word where only that part counts: `type:物业`.',
      }),
      label: t.string({
        description: 'What it counts.',
        args: localeArg(builder, words),
        resolve: ({ label }, { locale }) => inLocale(label, locale),
      }),
      value: t.float({
        nullable: true,
        description: 'The number, in plain units.',
        resolve: ({ value }) => number(value),
      }),
    }),
  });
}

function defineContribution({ types }: Frame): void {
  types.contribution.implement({
    description: 'What one import put into one part of a formula.',
    fields: (t) => ({
      import: t.field({
        type: types.import,
        description: 'The import.',
        resolve: async ({ moment, import: { id } }) => ({ moment, ...(await moment.provenance().importOf(id)) }),
      }),
      measure: t.exposeID('measure', { nullable: true, description: 'Into which measure.' }),
      delta: t.float({
        nullable: true,
        description:
          'By how much it changed the part, in plain units; null where that adds up to nothing, as in a median.',
        resolve: ({ delta }) => number(delta),
      }),
      rows: t.exposeInt('rows', {
        nullable: true,
        description: 'How many rows of it count; null where only sums are kept.',
      }),
    }),
  });
}

function defineMissing({ builder, types }: Frame): void {
  const gap = builder
    .objectRef<Place & { readonly month: string; readonly dataset: string }>('MissingReport')
    .implement({
      description: 'A township that has not reported a month.',
      fields: (t) => ({
        region: t.field({
          type: types.region,
          nullable: true,
          description: 'The township; null where the key does not reach.',
          resolve: ({ moment, region }, _args, context) => seen(context, moment, region),
        }),
        month: t.field({ type: 'Period', description: 'The month.', resolve: ({ month }) => month.slice(0, 7) }),
        dataset: t.exposeID('dataset', { description: 'The dataset it should have reported.' }),
      }),
    });
  types.missingReports.implement({
    description: 'Township-months that have not reported.',
    fields: (t) => ({
      count: t.exposeInt('count', { description: 'How many.' }),
      places: t.field({
        type: [gap],
        description: 'The first twenty of them.',
        resolve: ({ moment, places }) => places.map((place) => ({ moment, ...place })),
      }),
    }),
  });
}
