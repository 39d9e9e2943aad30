import type { CoverageImpact, Impact, SideOfImpact, ValueImpact } from '../../engine/impact/impact.ts';
import { inLocale } from '../../kernel/label.ts';
import type { Region } from '../../regions/region.ts';
import type { Frame } from '../frame.ts';
import { localeArg } from '../locale-arg.ts';
import { defineConnection, pageArgs } from '../pages/connection.ts';
import { cursorsOf } from '../pages/cursor.ts';
import { type Page, pageOf, readPage } from '../pages/page.ts';
import { seen } from '../regions/find-region.ts';
import type { At } from '../types.ts';
import { number } from '../values/indicator-value.ts';
import { requireScope } from '../viewers/require-scope.ts';

/** `Import.impact`: what an import changes in the answers. */
export function defineImpact(frame: Frame): void {
  const { builder, types } = frame;
  const values = builder.objectRef<Page<At<ValueImpact>>>('ValueImpactConnection');
  const value = defineValueImpact(frame);
  defineConnection(frame, { name: 'ValueImpact', connection: values, node: value, of: 'changed values' });
  const coverage = defineCoverageImpact(frame);

  const impact = builder.objectRef<At<Impact> & { readonly importId: number }>('Impact').implement({
    description: 'What one import changed in the answers, against the data just before it.',
    fields: (t) => ({
      values: t.field({
        type: values,
        description: 'Values that changed, the largest change first; not of villages, nor of odd periods.',
        args: pageArgs(builder),
        resolve: ({ moment, importId, changes }, args, context) => {
          const cursors = cursorsOf(context, 'impact', { importId });
          const page = readPage(args, cursors);
          const from = Number(page.after ?? 0);
          const rows = changes.slice(from, from + page.first + 1).map((one, at) => ({ one, at: from + at + 1 }));
          context.spend(Math.min(rows.length, page.first));
          return pageOf(rows, page, cursors, {
            key: ({ at }) => String(at),
            node: ({ one }) => ({ moment, ...one }),
            totalCount: () => changes.length,
          });
        },
      }),
      coverage: t.field({
        type: [coverage],
        description: 'Township-months reported in a year, where they changed; the largest change first, at most 100.',
        resolve: ({ moment, coverage: all }) => all.slice(0, MOST_COVERAGES).map((one) => ({ moment, ...one })),
      }),
      compared: t.exposeInt('compared', { description: 'How many values were compared.' }),
      left: t.exposeInt('left', { description: 'How many more may have changed and were not compared.' }),
    }),
  });

  builder.objectField(types.import, 'impact', (t) =>
    t.field({
      type: impact,
      description: 'Which values, places and coverages it changed, old and new, as far as the key reaches.',
      resolve: async ({ moment, id }, _args, { viewer }) => {
        requireScope(viewer, 'indicators:read');
        return { moment, importId: id, ...(await moment.history().impact(id)) };
      },
    }),
  );
}

const MOST_COVERAGES = 100;

function defineValueImpact(frame: Frame) {
  const { builder, types, words } = frame;
  const side = builder.objectRef<SideOfImpact>('ValueSide').implement({
    description: 'A value on one side of an import.',
    fields: (t) => ({
      value: t.float({
        nullable: true,
        description: 'Rounded; null has its reason.',
        resolve: (one) => number(one.value),
      }),
      formatted: t.string({
        description: 'As it is printed; `—` where there is no value.',
        args: localeArg(builder, words),
        resolve: ({ formatted }, { locale }) => inLocale(formatted, locale),
      }),
      absence: t.expose('absence', { type: words.absence, nullable: true, description: 'Why there is no value.' }),
      rank: t.exposeInt('rank', {
        nullable: true,
        description: 'Place among the regions of its level below the parent; only for the hundred largest changes.',
      }),
    }),
  });
  return builder.objectRef<At<ValueImpact>>('ValueImpact').implement({
    description: 'One value before and after an import.',
    fields: (t) => ({
      indicator: t.field({ type: types.indicator, description: 'What changed.', resolve: (one) => one.indicator }),
      region: t.field({
        type: types.region,
        nullable: true,
        description: 'Where; null for a region that the tree does not know any more.',
        resolve: ({ moment, region }, _args, context) => seen(context, moment, moment.tree.known(region.id)),
      }),
      regionCode: t.id({ description: 'Its code.', resolve: ({ region }) => region.code }),
      regionName: t.string({ description: 'Its name.', resolve: ({ region }) => region.name }),
      period: t.field({ type: 'Period', description: 'When.', resolve: ({ period }) => period.code }),
      before: t.field({ type: side, description: 'Without the import.', resolve: ({ before }) => before }),
      after: t.field({ type: side, description: 'With the import.', resolve: ({ after }) => after }),
    }),
  });
}

function defineCoverageImpact({ builder, types }: Frame) {
  const known = ({ moment, region }: At<{ readonly region: Region }>) => moment.tree.known(region.id);
  return builder.objectRef<At<CoverageImpact>>('CoverageImpact').implement({
    description: 'Township-months that a region has reported of a year, before and after an import.',
    fields: (t) => ({
      dataset: t.exposeID('dataset', { description: 'Of which dataset.' }),
      region: t.field({
        type: types.region,
        nullable: true,
        description: 'Where; null for a region that the tree does not know any more.',
        resolve: (one, _args, context) => seen(context, one.moment, known(one)),
      }),
      regionName: t.string({ description: 'Its name.', resolve: ({ region }) => region.name }),
      period: t.field({ type: 'Period', description: 'The year.', resolve: ({ period }) => period.code }),
      expected: t.int({ description: 'How many should be reported.', resolve: ({ after }) => after.expected }),
      reportedBefore: t.int({ description: 'Without the import.', resolve: ({ before }) => before.reported }),
      reportedAfter: t.int({ description: 'With the import.', resolve: ({ after }) => after.reported }),
    }),
  });
}
