import {
  type ReportingCounts,
  type ReportingKey,
  type ReportState,
  rowsUntold,
  type TownshipMonth,
} from '../../engine/sources/reporting.ts';
import { parsePeriod } from '../../kernel/period.ts';
import type { Frame } from '../frame.ts';
import { defineConnection, pageArgs } from '../pages/connection.ts';
import { cursorsOf } from '../pages/cursor.ts';
import { type Page, pageOf, readPage } from '../pages/page.ts';
import type { At } from '../types.ts';
import { requireScope } from '../viewers/require-scope.ts';

type ReportingAt = At<ReportingKey> & { readonly counts: () => Promise<ReportingCounts> };

/** `Region.coverage`: who has reported, and who has not. */
export function defineReporting(frame: Frame): void {
  const { builder, types } = frame;
  const state = builder.enumType('ReportState', {
    description: 'How a township reported a month.',
    values: {
      ROWS: { description: 'With rows.' },
      NIL: { description: 'Declared complete, without any row: a nil return is a return.' },
      MISSING: { description: 'Not at all.' },
    } satisfies Record<ReportState, object>,
  });
  const month = builder.objectRef<At<TownshipMonth>>('TownshipMonth').implement({
    description: 'One month of one township.',
    fields: (t) => ({
      region: t.field({ type: types.region, description: 'The township.', resolve: (one) => one }),
      month: t.field({ type: 'Period', description: 'The month.', resolve: (one) => one.month.slice(0, 7) }),
      state: t.expose('state', { type: state, description: 'How it was reported.' }),
    }),
  });
  const months = builder.objectRef<Page<At<TownshipMonth>>>('TownshipMonthConnection');
  defineConnection(frame, { name: 'TownshipMonth', connection: months, node: month, of: 'township-months' });

  const nilOf = ({ nil }: ReportingCounts, dataset: string): number => {
    if (nil === null) throw rowsUntold(dataset);
    return nil;
  };
  const inState = (counts: ReportingCounts, wanted: ReportState, dataset: string): number => {
    if (wanted === 'MISSING') return counts.missing;
    const nil = nilOf(counts, dataset);
    return wanted === 'NIL' ? nil : counts.expected - counts.missing - nil;
  };
  const reporting = builder.objectRef<ReportingAt>('DatasetCoverage').implement({
    description: 'Who has reported a dataset: township-months of a period that have begun, in the townships in force.',
    fields: (t) => ({
      dataset: t.exposeID('dataset', { description: 'Of which dataset.' }),
      region: t.field({ type: types.region, description: 'Where.', resolve: (one) => one }),
      period: t.field({ type: 'Period', description: 'When.', resolve: ({ period }) => period.code }),
      expected: t.int({
        description: 'How many should have been reported.',
        resolve: async ({ counts }) => (await counts()).expected,
      }),
      reported: t.int({
        description: 'How many were, nil returns included.',
        resolve: async ({ counts }) => {
          const { expected, missing } = await counts();
          return expected - missing;
        },
      }),
      missing: t.int({ description: 'How many were not.', resolve: async ({ counts }) => (await counts()).missing }),
      nilReturns: t.int({
        description:
          'How many were declared complete without any row. FORBIDDEN for a restricted key where rows are people.',
        resolve: async ({ counts, dataset }) => nilOf(await counts(), dataset),
      }),
      share: t.float({
        nullable: true,
        description: 'Reported of expected, 0 to 1; null where nothing is expected.',
        resolve: async ({ counts }) => {
          const { expected, missing } = await counts();
          return expected === 0 ? null : (expected - missing) / expected;
        },
      }),
      townshipMonths: t.field({
        type: months,
        description: 'The township-months in one state, in order of month and code: by default those that are missing.',
        args: {
          state: t.arg({ type: state, required: true, defaultValue: 'MISSING', description: 'Which of them.' }),
          ...pageArgs(builder),
        },
        resolve: async ({ moment, dataset, region, period, counts }, { state: wanted, ...args }, context) => {
          const filter = { dataset, region: region.code, period: period.code, state: wanted };
          const cursors = cursorsOf(context, 'townshipMonths', filter, /^\d{4}-\d{2}-\d{2} [\w-]{1,40}$/);
          const page = readPage(args, cursors);
          const [after = '', code = ''] = page.after?.split(' ') ?? [];
          const rows = await moment
            .reporting()
            .page(
              { dataset, region, period },
              { state: wanted, first: page.first, after: page.after === null ? null : { month: after, code } },
            );
          context.spend(rows.length);
          return pageOf(rows, page, cursors, {
            key: (one) => `${one.month} ${one.region.code}`,
            node: (one) => ({ moment, ...one }),
            totalCount: async () => inState(await counts(), wanted, dataset),
          });
        },
      }),
    }),
  });

  builder.objectField(types.region, 'coverage', (t) =>
    t.field({
      type: reporting,
      description: 'Who has reported a dataset for a period, and who has not; `region(asOf)` asks it of the past.',
      args: {
        dataset: t.arg.id({ required: true, description: 'Its code, as records name it.' }),
        period: t.arg({ type: 'Period', required: true, description: 'For example `2021` or `2021-03`.' }),
      },
      resolve: ({ moment, region }, args, { viewer }) => {
        requireScope(viewer, 'indicators:read');
        const key = { dataset: args.dataset, region, period: parsePeriod(args.period, moment.today) };
        let counted: Promise<ReportingCounts> | null = null;
        const counts = () => {
          counted ??= moment.reporting().counts(key);
          return counted;
        };
        return { moment, ...key, counts };
      },
    }),
  );
}
