import type { Revision } from '../../engine/history/revision.ts';
import { inLocale } from '../../kernel/label.ts';
import type { Frame } from '../frame.ts';
import { localeArg } from '../locale-arg.ts';
import type { At } from '../types.ts';
import { number } from './indicator-value.ts';

/** `IndicatorValue.revisions`: what a value was over time. */
export function defineRevisions({ builder, types, words }: Frame): void {
  const revision = builder.objectRef<At<Revision>>('Revision').implement({
    description: 'What a value was from one import until the next that changed it.',
    fields: (t) => ({
      value: t.float({ nullable: true, description: 'Rounded.', resolve: ({ value }) => number(value?.value ?? null) }),
      formatted: t.string({
        description: 'As it was printed; `—` where there was no value.',
        args: localeArg(builder, words),
        resolve: ({ moment, value }, { locale }) => (value === null ? '—' : moment.reader.formatted(value, locale)),
      }),
      numerator: t.float({
        nullable: true,
        description: 'Of quotients.',
        resolve: ({ value }) => number(value?.numerator ?? null),
      }),
      denominator: t.float({
        nullable: true,
        description: 'Of quotients.',
        resolve: ({ value }) => number(value?.denominator ?? null),
      }),
      absence: t.field({
        type: words.absence,
        nullable: true,
        description: 'Why there was no value; null too where the region did not exist.',
        resolve: ({ value }) => value?.absence ?? null,
      }),
      absenceReason: t.string({
        nullable: true,
        description: 'The same in a sentence.',
        args: localeArg(builder, words),
        resolve: ({ value }, { locale }) =>
          value === null || value.absenceReason === null ? null : inLocale(value.absenceReason, locale),
      }),
      basis: t.field({
        type: words.basis,
        nullable: true,
        description: 'Counted from records, or as reported.',
        resolve: ({ value }) => value?.basis ?? null,
      }),
      from: t.field({
        type: 'DateTime',
        description: 'When the import that made it so was committed.',
        resolve: async ({ moment, importId }) => (await moment.provenance().importOf(importId)).committedAt,
      }),
      until: t.field({
        type: 'DateTime',
        nullable: true,
        description: 'When it was changed again; null while it stands.',
        resolve: async ({ moment, until }) =>
          until === null ? null : (await moment.provenance().importOf(until)).committedAt,
      }),
      import: t.field({
        type: types.import,
        nullable: true,
        description: 'The import that made it so; null where the key may not see it.',
        resolve: async ({ moment, importId }) => {
          const found = await moment.provenance().importById(importId);
          return found === null ? null : { moment, ...found };
        },
      }),
    }),
  });

  builder.objectField(types.value, 'revisions', (t) =>
    t.field({
      type: [revision],
      description:
        'What the value was over time, newest first: one entry for each import that changed it, undos and changes of the tree included. Of the newest 60 imports that touched what it is made of.',
      resolve: async ({ moment, subject }, _args, { spend }) => {
        const found = await moment.history().revisions(subject);
        spend(found.length);
        return found.map((one) => ({ moment, ...one }));
      },
    }),
  );
}
