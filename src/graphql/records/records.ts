import { responsePathAsArray } from 'graphql';
import type { Dataset } from '../../datasets/dataset.ts';
import type { RecordFilter } from '../../engine/sources/dataset-pages.ts';
import { after, type Eventual } from '../../kernel/eventual.ts';
import type { Context } from '../context.ts';
import type { Frame } from '../frame.ts';
import type { NodeFinders } from '../node.ts';
import { defineConnection, pageArgs } from '../pages/connection.ts';
import { cursorsOf } from '../pages/cursor.ts';
import { type Page, type PageArgs, pageOf, readPage } from '../pages/page.ts';
import { findRegion } from '../regions/find-region.ts';
import type { Place, RecordAt } from '../types.ts';
import { requireScope } from '../viewers/require-scope.ts';
import { defineDateRange, defineFilter, readFilter } from './record-filter.ts';
import { defineRecordInterface, defineRecordType, recordTypeName } from './record-types.ts';

const RECORD_ID = /^\d{1,15}$/;

/** A type, a filter and two lists for each dataset: one of the query, one of a region. */
export function defineRecords(frame: Frame): void {
  defineRecordInterface(frame);
  const { record, records } = frame.types;
  defineConnection(frame, { name: 'Record', connection: records, node: record, of: 'records', counted: false });
  defineRecordsOfValue(frame);
  const dateRange = defineDateRange(frame);
  for (const [name, dataset] of Object.entries(frame.declarations.datasets)) {
    defineLists(frame, name, dataset, dateRange);
  }
}

function defineLists(frame: Frame, name: string, dataset: Dataset, dateRange: ReturnType<typeof defineDateRange>) {
  const { builder, types } = frame;
  const connection = builder.objectRef<Page<RecordAt>>(`${recordTypeName(dataset)}Connection`);
  const words = `${dataset.label.zh} (${dataset.label.en.toLowerCase()})`;
  const node = defineRecordType(frame, dataset);
  defineConnection(frame, { name: recordTypeName(dataset), connection, node, of: words });
  const filter = defineFilter(frame, dataset, dateRange);

  builder.queryField(name, (t) =>
    t.field({
      type: connection,
      description: `Rows of ${words} in a region. Needs the scope records:read.`,
      args: {
        within: t.arg.id({ required: true, description: 'Code of the region; all below it belongs to it.' }),
        filter: t.arg({ type: filter, description: 'Which rows.' }),
        ...pageArgs(builder),
      },
      resolve: (_root, { within, filter: given, ...args }, context, info) => {
        requireScope(context.viewer, 'records:read');
        const place = findRegion(context, context.now(), within, responsePathAsArray(info.path));
        return listed(context, dataset, place, readFilter(dataset, given), args);
      },
    }),
  );
  builder.objectField(types.region, name, (t) =>
    t.field({
      type: connection,
      description: `Rows of ${words} in this region. Needs the scope records:read.`,
      args: { filter: t.arg({ type: filter, description: 'Which rows.' }), ...pageArgs(builder) },
      resolve: (place, { filter: given, ...args }, context) =>
        listed(context, dataset, place, readFilter(dataset, given), args),
    }),
  );
}

function listed(
  context: Context,
  dataset: Dataset,
  { moment, region }: Place,
  filter: RecordFilter,
  args: PageArgs,
): Eventual<Page<RecordAt>> {
  const cursors = cursorsOf(context, dataset.code, { region: region.id, filter }, RECORD_ID);
  const page = readPage(args, cursors);
  const key = { dataset, region, filter };
  return after(moment.records().page({ ...key, first: page.first, after: Number(page.after ?? 0) }), (rows) => {
    const shown = Math.min(rows.length, page.first);
    context.showRows({ dataset: dataset.code, region: region.code, period: null, rows: shown });
    context.spend(rows.length);
    return pageOf(rows, page, cursors, {
      key: ({ id }) => String(id),
      node: (record) => ({ moment, record }),
      totalCount: () => moment.records().count(key),
    });
  });
}

function defineRecordsOfValue({ builder, types }: Frame): void {
  const part = builder.enumType('QuotientPart', {
    description: 'A part of a quotient.',
    values: {
      NUMERATOR: { value: 'numerator', description: 'Above the line; what is no quotient has only this.' },
      DENOMINATOR: { value: 'denominator', description: 'Below the line.' },
    } as const,
  });
  builder.objectField(types.value, 'records', (t) =>
    t.field({
      type: types.records,
      nullable: true,
      description:
        'The rows behind the value, under the conditions by which it counts them; null where it, or that part of it, is not made of records. Needs the scope records:read.',
      args: {
        of: t.arg({ type: part, required: true, defaultValue: 'numerator', description: 'Which part of a quotient.' }),
        ...pageArgs(builder),
      },
      resolve: async ({ moment, subject }, { of, ...args }, context) => {
        const { indicator, region, period } = subject;
        const chosen = { indicator: indicator.code, region: region.id, period: period.code, of };
        const cursors = cursorsOf(context, 'records', chosen, RECORD_ID);
        const page = readPage(args, cursors);
        const after = page.after === null ? null : Number(page.after);
        const { measure, records, hasNextPage } = await moment.reader.records(subject, {
          first: page.first,
          after,
          part: of,
        });
        if (measure === null) return null;
        context.showRows({
          dataset: records[0]?.dataset ?? measure,
          region: region.code,
          period: period.code,
          rows: records.length,
        });
        context.spend(records.length);
        const found = pageOf(records, page, cursors, {
          key: ({ id }) => String(id),
          node: (record) => ({ moment, record }),
          totalCount: null,
        });
        return { ...found, pageInfo: { ...found.pageInfo, hasNextPage } };
      },
    }),
  );
}

export const recordFinders = ({ declarations }: Frame): NodeFinders =>
  Object.fromEntries(
    Object.values(declarations.datasets).map((dataset) => [
      recordTypeName(dataset),
      async (key, { now, showRows }: Context) => {
        const moment = now();
        const record = RECORD_ID.test(key) ? await moment.records().byId(dataset, Number(key)) : null;
        const region = record?.region.code ?? null;
        showRows({ dataset: dataset.code, region, period: null, rows: record === null ? 0 : 1 });
        return record === null ? null : { moment, record };
      },
    ]),
  );
