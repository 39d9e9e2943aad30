import { inLocale } from '../../kernel/label.ts';
import type { Frame } from '../frame.ts';
import { localeArg } from '../locale-arg.ts';

export function defineIncomparability({ builder, types, words }: Frame): void {
  types.incomparability.implement({
    description: 'A reason why two values should not be held against each other.',
    fields: (t) => ({
      code: t.expose('code', { type: words.incomparability, description: 'The reason.' }),
      reason: t.string({
        description: 'The same in one sentence, with what differs.',
        args: localeArg(builder, words),
        resolve: ({ reason }, { locale }) => inLocale(reason, locale),
      }),
    }),
  });
  types.seriesBreak.implement({
    description: 'A break of a series: the value does not continue the one before it.',
    fields: (t) => ({
      since: t.field({
        type: 'Period',
        description: 'The period of the last value before the break.',
        resolve: ({ since }) => since.code,
      }),
      reasons: t.expose('reasons', { type: [types.incomparability], description: 'Why; at least one.' }),
    }),
  });
}
