import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { OpenDatabase } from '../../db/connections/pool.ts';
import type { Log } from '../../db/log.ts';
import type { Declarations } from '../../graphql/frame.ts';
import type { ImportWork } from '../../graphql/imports/import-work.ts';
import { findPromoted } from '../../imports/checking/promotable.ts';
import { actorOf, refuseForeign } from '../../imports/undo/refuse-foreign.ts';
import { undoImport } from '../../imports/undo/undo-import.ts';
import { createProgressNotes, isOver, uploadState } from '../../imports/uploads/state.ts';
import { uploadParts } from '../../imports/uploads/store.ts';
import { AnlanError } from '../../kernel/errors.ts';
import type { RegionTree } from '../../regions/tree.ts';
import type { Call } from '../calls/call.ts';
import { safeName } from './receive-file.ts';
import { readRegion, requireImportable, requireWriting } from './upload-request.ts';
import { withoutPlace } from './without-place.ts';

const LOOK_MS = 300;

interface WorkOptions {
  readonly database: Pick<OpenDatabase, 'kysely' | 'pool'>;
  readonly declarations: Declarations;
  readonly log: Log;
  readonly tree: () => RegionTree;
  /** An import has been committed here. */
  readonly committed: () => Promise<void>;
  readonly stopped: () => boolean;
}

/** Imports, undos and their progress in the name of the viewer of a call. */
export function createImportWork({ database, declarations, log, tree, committed, stopped }: WorkOptions) {
  const { pool, kysely } = database;
  const datasets = Object.values(declarations.datasets);
  const indicators = () => declarations.indicators.values();

  return ({ viewer, left, stillOpen }: Pick<Call, 'viewer' | 'left' | 'stillOpen'>): ImportWork => ({
    async importFile({ upload, dataset, region, covers, sheet, source, map, promote, strict, commit, impact }) {
      requireImportable(viewer, dataset);
      const place = readRegion(region ?? null, viewer, tree());
      const promoted = findPromoted(promote ?? []);
      const { name } = await uploadState(kysely, viewer.keyId, upload);
      const notes = createProgressNotes(kysely, upload);
      // What became of the import is told by its report, whether or not it could be noted.
      const end = (...how: Parameters<typeof notes.end>): Promise<void> =>
        notes.end(...how).catch((error) => log.error({ err: error }, 'the end of an upload could not be noted'));
      await notes.begin();
      const folder = await mkdtemp(join(tmpdir(), 'anlan-upload-'));
      try {
        const file = join(folder, safeName(name));
        await pipeline(Readable.from(uploadParts(kysely, upload)), createWriteStream(file, { mode: 0o600 }));
        const { runImport } = await import('../../imports/run-import.ts');
        const report = await runImport({
          ...place,
          pool,
          tree: tree(),
          datasets,
          indicators: indicators(),
          dataset,
          file,
          covers: covers ?? undefined,
          sheet: sheet ?? undefined,
          source: source ?? undefined,
          map: map ?? [],
          matchesOf: viewer.agency,
          promote: promoted,
          strict,
          commit,
          impact,
          actor: actorOf(viewer),
          keyId: viewer.keyId,
          onProgress: notes.tell,
        });
        await end(report.outcome, report.counts.read, report.version);
        if (report.version !== null) await committed();
        return report;
      } catch (error) {
        await end(null, null, null);
        throw withoutPlace(error);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },

    async undoImport({ importId, commit, impact }) {
      requireWriting(viewer);
      await refuseForeign(kysely, viewer, tree(), importId);
      const report = await undoImport({
        pool,
        datasets,
        ...(impact ? { indicators: indicators() } : {}),
        importId,
        commit,
        actor: actorOf(viewer),
        keyId: viewer.keyId,
      });
      if (commit) await committed();
      return report;
    },

    async *progress(upload) {
      let told = '';
      let first: number | null = null;
      while (!left().aborted && !stopped()) {
        if (!(await stillOpen())) throw new AnlanError('UNAUTHENTICATED', 'the key is no longer in force');
        const state = await uploadState(kysely, viewer.keyId, upload);
        first ??= isOver(state) ? state.runs : state.runs - 1;
        const now = JSON.stringify(state);
        if (now !== told) yield state;
        told = now;
        if (isOver(state) && state.runs > first) return;
        await pause(LOOK_MS);
      }
    },
  });
}
