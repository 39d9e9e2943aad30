import type { ImportIssue } from '../../engine/sources/provenance.ts';
import type { Moment } from '../context.ts';
import type { Frame } from '../frame.ts';
import { globalId, readNumber } from '../global-id.ts';
import { defineConnection, pageArgs } from '../pages/connection.ts';
import { cursorsOf } from '../pages/cursor.ts';
import { pageOf, readPage } from '../pages/page.ts';
import { seen } from '../regions/find-region.ts';
import { requireScope } from '../viewers/require-scope.ts';

export function defineImports(frame: Frame): void {
  const { builder, types } = frame;
  defineImport(frame);
  defineConnection(frame, { name: 'Import', connection: types.imports, node: types.import, of: 'imports' });
  defineConnection(frame, { name: 'Source', connection: types.sources, node: types.source, of: 'sources' });

  builder.queryField('imports', (t) =>
    t.field({
      type: types.imports,
      description: 'Imports, newest first.',
      args: { dataset: t.arg.id({ description: 'Only of this dataset.' }), ...pageArgs(builder) },
      resolve: async (_root, { dataset = null, ...args }, context) => {
        const { now, spend } = context;
        const moment = now();
        const cursors = cursorsOf(context, 'imports', { dataset });
        const page = readPage(args, cursors);
        const before = page.after === null ? null : Number(page.after);
        const rows = await moment.provenance().imports({ dataset, first: page.first, before });
        spend(rows.length);
        return pageOf(rows, page, cursors, {
          key: ({ id }) => String(id),
          node: (one) => ({ moment, ...one }),
          totalCount: () => moment.provenance().importCount(dataset),
        });
      },
    }),
  );
  builder.queryField('import', (t) =>
    t.field({
      type: types.import,
      nullable: true,
      description: 'One import by its number; null when there is none.',
      args: { id: t.arg.id({ required: true, description: 'Its number: 12, or the global id Import:12.' }) },
      resolve: async (_root, { id }, { now }) => {
        const moment = now();
        const found = await moment.provenance().importById(readNumber(id.replace(/^Import:/, '')) ?? 0);
        return found === null ? null : { moment, ...found };
      },
    }),
  );
  builder.queryField('sources', (t) =>
    t.field({
      type: types.sources,
      description: 'Documents in which figures were printed.',
      args: pageArgs(builder),
      resolve: async (_root, args, context) => {
        const { now, spend } = context;
        const { provenance } = now();
        const cursors = cursorsOf(context, 'sources', {});
        const page = readPage(args, cursors);
        const rows = await provenance().sources(page.first, Number(page.after ?? 0));
        spend(rows.length);
        return pageOf(rows, page, cursors, {
          key: ({ id }) => String(id),
          node: (one) => one,
          totalCount: () => provenance().sourceCount(),
        });
      },
    }),
  );
}

function defineImport(frame: Frame): void {
  const { builder, types } = frame;
  const kind = builder.enumType('ImportKind', {
    description: 'What an import did.',
    values: {
      DATA: { value: 'data', description: 'Brought rows.' },
      UNDO: { value: 'undo', description: 'Took back another import.' },
      TREE: { value: 'tree', description: 'Changed the region tree.' },
    } as const,
  });
  defineIssues(frame);

  types.import.implement({
    description: 'One import: the only way in which rows enter.',
    interfaces: [types.node],
    isTypeOf: (value) => typeof value === 'object' && value !== null && 'rowsRead' in value,
    fields: (t) => ({
      id: t.id({ description: 'Global id: `Import:12`.', resolve: ({ id }) => globalId('Import', id) }),
      number: t.int({
        description: 'Its number, which is also the version of the data after it.',
        resolve: ({ id }) => id,
      }),
      kind: t.expose('kind', { type: kind, description: 'What it did.' }),
      dataset: t.exposeID('dataset', { description: 'Into which dataset.' }),
      fileName: t.exposeString('fileName', { nullable: true, description: 'Name of the file.' }),
      sha256: t.exposeString('sha256', { nullable: true, description: 'Fingerprint of the file.' }),
      synthetic: t.exposeBoolean('synthetic', { description: 'The rows were generated for the demo.' }),
      source: t.field({
        type: types.source,
        nullable: true,
        description: 'The document the file goes back to.',
        resolve: ({ moment, sourceId }) => (sourceId === null ? null : moment.provenance().sourceById(sourceId)),
      }),
      region: t.field({
        type: types.region,
        nullable: true,
        description: 'The region the file was given for; null when it names regions itself or the key does not reach.',
        resolve: ({ moment, regionId }, _args, context) => {
          const region = regionId === null ? null : moment.tree.known(regionId);
          return region === null ? null : seen(context, moment, region);
        },
      }),
      coversFrom: t.expose('coversFrom', {
        type: 'Date',
        nullable: true,
        description: 'First day of the months it declared complete.',
      }),
      coversTo: t.expose('coversTo', {
        type: 'Date',
        nullable: true,
        description: 'End of the months it declared complete.',
      }),
      rowsRead: t.exposeInt('rowsRead', { description: 'Rows of data in the file.' }),
      rowsCreated: t.exposeInt('rowsCreated', { description: 'Rows that were new.' }),
      rowsUpdated: t.exposeInt('rowsUpdated', { description: 'Rows that superseded an earlier version.' }),
      rowsUnchanged: t.exposeInt('rowsUnchanged', { description: 'Rows that said nothing new.' }),
      rowsRejected: t.exposeInt('rowsRejected', { description: 'Rows that could not be read.' }),
      rowsSkipped: t.exposeInt('rowsSkipped', { description: 'Rows that carry no quantity.' }),
      rowsRemoved: t.exposeInt('rowsRemoved', { description: 'Rows that an undo took away.' }),
      undoes: t.field({
        type: types.import,
        nullable: true,
        description: 'What an undo took back.',
        resolve: async ({ moment, undoes }) => (undoes === null ? null : importAt(moment, undoes)),
      }),
      undoneBy: t.field({
        type: types.import,
        nullable: true,
        description: 'The undo that took it back; null while it stands, also after that undo was undone.',
        resolve: async ({ moment, id }) => {
          const by = await moment.provenance().undoneBy(id);
          return by === null ? null : importAt(moment, by);
        },
      }),
      startedAt: t.expose('startedAt', { type: 'DateTime', description: 'When it began.' }),
      committedAt: t.expose('committedAt', { type: 'DateTime', description: 'When it took effect.' }),
      issues: t.field({
        type: types.issues,
        description: 'What was found wrong in the file. Needs the scope records:read or imports:read.',
        args: pageArgs(builder),
        resolve: async ({ moment: { provenance }, id, dataset }, args, context) => {
          const { viewer, spend } = context;
          requireScope(viewer, 'records:read', 'imports:read');
          const cursors = cursorsOf(context, 'issues', { id });
          const page = readPage(args, cursors);
          const rows = await provenance().issues(id, page.first, Number(page.after ?? 0));
          context.showRows({ dataset, region: null, period: null, rows: Math.min(rows.length, page.first) });
          spend(rows.length);
          return pageOf(rows, page, cursors, {
            key: ({ ordinal }) => String(ordinal),
            node: (one) => one,
            totalCount: () => provenance().issueCount(id),
          });
        },
      }),
    }),
  });
}

async function importAt(moment: Moment, id: number) {
  const found = await moment.provenance().importById(id);
  return found === null ? null : { moment, ...found };
}

function defineIssues(frame: Frame): void {
  const { builder, types } = frame;
  const severity = builder.enumType('Severity', {
    description: 'What an issue does to its row.',
    values: {
      ERROR: { value: 'error', description: 'The row was rejected.' },
      WARNING: { value: 'warning', description: 'The row went in.' },
    } as const,
  });
  const issue = builder.objectRef<ImportIssue>('ImportIssue').implement({
    description: 'What was found wrong in a cell, a row or a file.',
    fields: (t) => ({
      severity: t.expose('severity', { type: severity, description: 'What it does to the row.' }),
      code: t.exposeString('code', { description: 'The kind of issue.' }),
      sheet: t.exposeString('sheet', { nullable: true, description: 'The sheet.' }),
      row: t.exposeInt('rowNumber', { nullable: true, description: 'The row as a spreadsheet shows it.' }),
      column: t.exposeString('columnName', { nullable: true, description: 'The header of the column.' }),
      message: t.exposeString('message', { description: 'What is wrong.' }),
      found: t.exposeString('found', { nullable: true, description: 'What stands there.' }),
      expected: t.exposeString('expected', { nullable: true, description: 'What would be right.' }),
      candidates: t.stringList({
        description:
          'What it may be, as it can be written: codes of regions, dates, amounts, words; of a header, as `map` takes it.',
        resolve: ({ candidates }) => [...candidates],
      }),
    }),
  });
  types.issueCount.implement({
    description: 'How many issues of one kind a file has.',
    fields: (t) => ({
      severity: t.expose('severity', { type: severity, description: 'What they do to their rows.' }),
      code: t.exposeString('code', { description: 'The kind of issue.' }),
      count: t.exposeInt('count', { description: 'How many there are, listed or not.' }),
    }),
  });
  defineConnection(frame, { name: 'ImportIssue', connection: types.issues, node: issue, of: 'issues' });
}
