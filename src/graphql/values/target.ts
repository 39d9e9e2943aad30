import { inLocale } from '../../kernel/label.ts';
import type { Frame } from '../frame.ts';
import { localeArg } from '../locale-arg.ts';
import { seen } from '../regions/find-region.ts';
import { number } from './indicator-value.ts';

export function defineTarget({ builder, types, words }: Frame): void {
  const locale = localeArg(builder, words);
  types.target.implement({
    description: 'What a value was to reach, set for its region or one above, and whether it did.',
    fields: (t) => ({
      kind: t.expose('kind', { type: words.targetKind, description: 'What it asks.' }),
      low: t.float({
        nullable: true,
        description: 'The least, included, in the unit of the indicator.',
        resolve: ({ low }) => number(low),
      }),
      high: t.float({
        nullable: true,
        description: 'The most, included, in the unit of the indicator.',
        resolve: ({ high }) => number(high),
      }),
      printed: t.string({
        description: '不低于98%, 不劣于上年（12件）.',
        args: locale,
        resolve: ({ printed }, args) => inLocale(printed, args.locale),
      }),
      outcome: t.expose('outcome', { type: words.outcome, description: 'Whether it was reached.' }),
      distance: t.float({
        nullable: true,
        description: 'How far inside the bounds the value lies, negative outside, in `unit`.',
        resolve: ({ distance }) => number(distance),
      }),
      unit: t.expose('unit', { type: types.unit, description: 'The unit of `distance`.' }),
      reason: t.string({
        nullable: true,
        description: 'Why it is not judged; null where it is.',
        args: locale,
        resolve: ({ reason }, args) => (reason === null ? null : inLocale(reason, args.locale)),
      }),
      region: t.field({
        type: types.region,
        nullable: true,
        description: 'For which region it was set; null where the key does not reach.',
        resolve: ({ moment, region }, _args, context) => seen(context, moment, region),
      }),
      regionName: t.string({ description: 'Its name, reach or not.', resolve: ({ region }) => region.name }),
      inherited: t.exposeBoolean('inherited', { description: 'It was set for a region above.' }),
      import: t.field({
        type: types.import,
        description: 'The import that set it.',
        resolve: async ({ moment, importId }) => ({ moment, ...(await moment.provenance().importOf(importId)) }),
      }),
    }),
  });
}
