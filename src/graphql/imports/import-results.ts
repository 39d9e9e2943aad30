import type { ImportIssue } from '../../engine/sources/provenance.ts';
import { inLocale } from '../../kernel/label.ts';
import type { Context } from '../context.ts';
import type { Frame } from '../frame.ts';
import { localeArg } from '../locale-arg.ts';
import { pageArgs } from '../pages/connection.ts';
import { cursorsOf } from '../pages/cursor.ts';
import { pageOf, readPage } from '../pages/page.ts';
import { defineExpectedImpact, expectedImpact } from './expected-impact.ts';
import {
  type FileImported,
  type ImportProgress,
  type ImportUndone,
  PHASES,
  type ReadOtherwise,
} from './import-work.ts';

interface Imported {
  readonly upload: string;
  readonly report: FileImported;
}

/** What imports and undos answer. */
export function defineImportResults(frame: Frame) {
  const { builder } = frame;
  const outcome = builder.enumType('ImportOutcome', {
    description: 'What came of an import.',
    values: {
      COMMITTED: { value: 'committed', description: 'It is kept.' },
      REHEARSED: { value: 'rehearsed', description: 'The same was done and rolled back.' },
      UNCHANGED: { value: 'unchanged', description: 'The data say all this already.' },
      REFUSED: { value: 'refused', description: 'Rows or the file were refused, and nothing was kept.' },
    } as const,
  });
  const impact = defineExpectedImpact(frame);
  const otherwise = defineReadOtherwise(frame);
  const { types } = frame;

  const result = builder.objectRef<Imported>('ImportResult').implement({
    description: 'What an import did, or would do.',
    fields: (t) => ({
      outcome: t.field({ type: outcome, description: 'What came of it.', resolve: ({ report }) => report.outcome }),
      version: t.int({
        nullable: true,
        description: 'Number of the import; null unless it is kept.',
        resolve: ({ report }) => report.version,
      }),
      import: t.field({
        type: types.import,
        nullable: true,
        description: 'The import; null unless it is kept and the key is shown imports.',
        resolve: ({ report }, _args, context) => importOf(report, context),
      }),
      fileName: t.string({ description: 'Name of the file.', resolve: ({ report }) => report.file.name }),
      rowsRead: t.int({ description: 'Rows of data in the file.', resolve: ({ report }) => report.counts.read }),
      rowsCreated: t.int({ description: 'Rows that are new.', resolve: ({ report }) => report.counts.created }),
      rowsUpdated: t.int({
        description: 'Rows that supersede another.',
        resolve: ({ report }) => report.counts.updated,
      }),
      rowsUnchanged: t.int({
        description: 'Rows that say nothing new.',
        resolve: ({ report }) => report.counts.unchanged,
      }),
      rowsRejected: t.int({
        description: 'Rows that could not be read.',
        resolve: ({ report }) => report.counts.rejected,
      }),
      rowsRepeated: t.int({
        description: 'Rows that stand in the file more than once.',
        resolve: ({ report }) => report.counts.repeated,
      }),
      covered: t.int({
        description: 'Township-months reported for the first time.',
        resolve: ({ report }) => report.covered,
      }),
      readOtherwise: t.field({
        type: [otherwise],
        description: 'What was read otherwise than written: once a kind and column.',
        resolve: ({ report }) => [...report.normalisations],
      }),
      issues: t.field({
        type: types.issues,
        description: 'What is wrong in the file: of errors and of warnings the first 1,000 each.',
        args: pageArgs(builder),
        resolve: ({ upload, report }, args, context) => issuesOf(upload, report, args, context),
      }),
      issueCounts: t.field({
        type: [types.issueCount],
        description: 'How many issues there are of each kind, also of those that are not listed.',
        resolve: ({ report }) => [...report.issueCounts],
      }),
      impact: t.field({
        type: impact,
        nullable: true,
        description: 'Which values change; null unless it was asked for and something changes.',
        resolve: ({ report }, _args, context) => expectedImpact(report.impact, context),
      }),
    }),
  });

  const undone = builder.objectRef<ImportUndone>('UndoResult').implement({
    description: 'What an undo did, or would do.',
    fields: (t) => ({
      outcome: t.field({ type: outcome, description: 'What came of it.', resolve: (report) => report.outcome }),
      version: t.exposeInt('version', { nullable: true, description: 'Number of the undo; null unless it is kept.' }),
      import: t.field({
        type: types.import,
        nullable: true,
        description: 'The undo, which is an import too; null unless it is kept and the key is shown imports.',
        resolve: (report, _args, context) => importOf(report, context),
      }),
      changedSums: t.int({ description: 'How many sums changed.', resolve: ({ cells }) => cells }),
      rowsRemoved: t.int({ description: 'Rows that were new.', resolve: ({ rows }) => rows.removed }),
      rowsReverted: t.int({ description: 'Rows that are as before.', resolve: ({ rows }) => rows.reverted }),
      rowsRestored: t.int({ description: 'Rows that an undo had taken away.', resolve: ({ rows }) => rows.restored }),
      impact: t.field({
        type: impact,
        nullable: true,
        description: 'Which values change; null unless it was asked for.',
        resolve: (report, _args, context) => expectedImpact(report.impact, context),
      }),
    }),
  });

  const phase = builder.enumType('ImportPhase', {
    description: 'How far the import of an upload is.',
    values: Object.fromEntries(
      Object.entries(PHASES).map(([value, description]) => [value.toUpperCase(), { value, description }]),
    ),
  });
  const progress = builder.objectRef<ImportProgress>('ImportProgress').implement({
    description: 'How far the import of an upload is.',
    fields: (t) => ({
      phase: t.field({ type: phase, description: 'What is being done.', resolve: (state) => state.phase }),
      rowsRead: t.exposeInt('rowsRead', { description: 'Rows read so far.' }),
      outcome: t.expose('outcome', { type: outcome, nullable: true, description: 'What came of it, once it is done.' }),
      version: t.exposeInt('version', { nullable: true, description: 'Number of the import, once it is kept.' }),
    }),
  });
  return { result, undone, progress };
}

function defineReadOtherwise({ builder, words }: Frame) {
  return builder.objectRef<ReadOtherwise>('ReadOtherwise').implement({
    description: 'One kind of what was read otherwise than written, in one column.',
    fields: (t) => ({
      code: t.exposeString('code', { description: 'Its kind.' }),
      column: t.exposeString('column', { nullable: true, description: 'The header.' }),
      message: t.string({
        description: 'In words.',
        args: localeArg(builder, words),
        resolve: ({ message }, { locale }) => inLocale(message, locale),
      }),
      found: t.exposeString('found', { description: 'The first such cell.' }),
      readAs: t.exposeString('readAs', { description: 'How it was read.' }),
      row: t.exposeInt('row', { description: 'Where it stands.' }),
      count: t.exposeInt('count', { description: 'How many there are.' }),
    }),
  });
}

function issuesOf(upload: string, { issues }: FileImported, args: Parameters<typeof readPage>[0], context: Context) {
  const cursors = cursorsOf(context, 'expected issues', { upload });
  const page = readPage(args, cursors);
  const from = Number(page.after ?? 0);
  const rows = issues.slice(from, from + page.first + 1).map(
    ({ row, column, message, ...issue }, at): ImportIssue => ({
      ...issue,
      ordinal: from + at + 1,
      rowNumber: row,
      columnName: column,
      message: message.zh,
    }),
  );
  context.spend(Math.min(rows.length, page.first));
  return pageOf(rows, page, cursors, {
    key: ({ ordinal }) => String(ordinal),
    node: (one) => one,
    totalCount: () => issues.length,
  });
}

async function importOf({ version }: { readonly version: number | null }, context: Context) {
  if (version === null || context.viewer.disclosure === 'restricted') return null;
  const moment = await context.version(version);
  const found = await moment.provenance().importById(version);
  return found === null ? null : { moment, ...found };
}
