import { AnlanError } from '../../kernel/errors.ts';
import type { Context } from '../context.ts';
import type { Frame } from '../frame.ts';
import { readNumber } from '../global-id.ts';
import { requireScope } from '../viewers/require-scope.ts';
import { defineImportResults } from './import-results.ts';
import type { ImportProgress } from './import-work.ts';

/** What changes data, and how far it is: imports of uploaded files and their undos. */
export function defineImportFile(frame: Frame): void {
  const { builder } = frame;
  const { result, undone, progress } = defineImportResults(frame);
  const impactArg = 'Work out which values change; a matter of seconds for large files. Needs indicators:read.';

  builder.mutationField('importFile', (t) =>
    t.field({
      type: result,
      description:
        'Imports a file that was posted to `/uploads`, or rehearses that: as `npm run import` does it, within the reach of the key. Needs the scope imports:write.',
      args: {
        upload: t.arg.id({ required: true, description: 'As `POST /uploads?name=<file>` answered it.' }),
        dataset: t.arg.id({ required: true, description: 'Into which dataset.' }),
        region: t.arg.id({ description: 'Names are looked up below it; a file without regions belongs to it.' }),
        covers: t.arg.string({ description: 'Months complete for every township below `region`: 2021-01/2021-12.' }),
        sheet: t.arg.string({ description: 'Only this sheet of a workbook.' }),
        source: t.arg.string({ description: 'The source of all rows, for files without a column of it.' }),
        map: t.arg.stringList({ description: '`列名=column`: what headers stand for; remembered when it is kept.' }),
        promote: t.arg.stringList({ description: 'Kinds of warnings that reject their row or the file.' }),
        strict: t.arg.boolean({ required: true, defaultValue: false, description: 'Any rejected row refuses all.' }),
        impact: t.arg.boolean({ required: true, defaultValue: false, description: impactArg }),
        commit: t.arg.boolean({ required: true, defaultValue: false, description: 'Keep it; else a rehearsal.' }),
      },
      resolve: async (_root, args, context) => {
        requireScope(context.viewer, 'imports:write');
        requireImpact(context, args.impact);
        return { upload: args.upload, report: await context.work().importFile(args) };
      },
    }),
  );
  builder.mutationField('undoImport', (t) =>
    t.field({
      type: undone,
      description:
        'Takes an import back, or rehearses that. A key of limited reach takes back what its own agency imported. Needs the scope imports:write.',
      args: {
        id: t.arg.id({ required: true, description: 'Its number: 12, or the global id Import:12.' }),
        impact: t.arg.boolean({ required: true, defaultValue: false, description: impactArg }),
        commit: t.arg.boolean({ required: true, defaultValue: false, description: 'Keep it; else a rehearsal.' }),
      },
      resolve: (_root, { id, ...args }, context) => {
        requireScope(context.viewer, 'imports:write');
        requireImpact(context, args.impact);
        return context.work().undoImport({ importId: readNumber(id.replace(/^Import:/, '')) ?? 0, ...args });
      },
    }),
  );
  builder.subscriptionField('importProgress', (t) =>
    t.field({
      type: progress,
      description: 'How far the import of an upload is, until it is over. Needs the scope imports:write.',
      args: { id: t.arg.id({ required: true, description: 'The upload.' }) },
      subscribe(_root, { id }, { viewer, work }) {
        requireScope(viewer, 'imports:write');
        return work().progress(id);
      },
      resolve: (state: ImportProgress) => state,
    }),
  );
}

/** Before and after an import would be two looks at one small count. */
function requireImpact({ viewer }: Context, wanted: boolean): void {
  if (!wanted) return;
  requireScope(viewer, 'indicators:read');
  if (viewer.disclosure === 'exact' && viewer.datasets === null) return;
  throw new AnlanError('FORBIDDEN', 'expected a key of exact disclosure, for all datasets, to be told of the impact');
}
