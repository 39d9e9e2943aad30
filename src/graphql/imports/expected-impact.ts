import { canSee } from '../../access/viewer.ts';
import { inLocale } from '../../kernel/label.ts';
import type { Context } from '../context.ts';
import type { Frame } from '../frame.ts';
import { localeArg } from '../locale-arg.ts';
import { PAGE_MOST } from '../pages/page.ts';
import type { ExpectedChange, ExpectedImpact } from './import-work.ts';

/** What of an impact lies in the reach of the key, the largest changes. */
export function expectedImpact(impact: ExpectedImpact | null, { viewer, now }: Context): ExpectedImpact | null {
  if (impact === null) return null;
  const { tree } = now();
  const seen = impact.values.filter(({ region }) => {
    const place = tree.find(region.code);
    return viewer.reach === null || (place !== null && canSee(viewer, tree, place));
  });
  const values = seen.slice(0, PAGE_MOST);
  return { values, compared: impact.compared, left: impact.left + seen.length - values.length };
}

/** Which values an import or an undo changes, also before it is kept. */
export function defineExpectedImpact({ builder, words }: Frame) {
  const change = builder.objectRef<ExpectedChange>('ExpectedChange').implement({
    description: 'One value without and with an import.',
    fields: (t) => ({
      indicator: t.exposeID('indicator', { description: 'Code of what changes.' }),
      regionCode: t.id({ description: 'Where.', resolve: ({ region }) => region.code }),
      regionName: t.string({ description: 'Its name.', resolve: ({ region }) => region.name }),
      period: t.field({ type: 'Period', description: 'When.', resolve: ({ period }) => period }),
      before: t.float({ nullable: true, description: 'Without it.', resolve: ({ before }) => before.value }),
      after: t.float({ nullable: true, description: 'With it.', resolve: ({ after }) => after.value }),
      rankBefore: t.int({
        nullable: true,
        description: 'Place below the parent without it.',
        resolve: (one) => one.before.rank,
      }),
      rankAfter: t.int({ nullable: true, description: 'The same with it.', resolve: (one) => one.after.rank }),
      printed: t.string({
        description: 'Both as they are printed, from and to.',
        args: localeArg(builder, words),
        resolve: ({ before, after }, { locale }) =>
          `${inLocale(before.formatted, locale)} → ${inLocale(after.formatted, locale)}`,
      }),
    }),
  });
  return builder.objectRef<ExpectedImpact>('ExpectedImpact').implement({
    description: 'What an import or an undo changes in the answers, also before it is kept.',
    fields: (t) => ({
      values: t.field({
        type: [change],
        description: `Values in reach of the key, the largest change first, at most ${PAGE_MOST}.`,
        resolve: ({ values }) => [...values],
      }),
      compared: t.exposeInt('compared', { description: 'How many values were compared.' }),
      left: t.exposeInt('left', { description: 'How many more may change and are not listed.' }),
    }),
  });
}
