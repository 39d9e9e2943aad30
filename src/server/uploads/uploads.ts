import type { OpenDatabase } from '../../db/connections/pool.ts';
import type { Declarations } from '../../graphql/frame.ts';
import { actorOf } from '../../imports/undo/refuse-foreign.ts';
import { storeUpload } from '../../imports/uploads/store.ts';
import type { RegionTree } from '../../regions/tree.ts';
import type { Uploads } from './use-uploads.ts';

const LONGEST_NAME = 200;

interface UploadsOptions extends Pick<OpenDatabase, 'pool' | 'kysely'> {
  readonly declarations: Declarations;
  readonly tree: () => RegionTree;
  /** An import has been committed here. */
  readonly committed: () => Promise<void>;
}

/** Imports of files that come over HTTP, in the name of a key. */
export function createUploads({ pool, kysely, declarations, tree, committed }: UploadsOptions): Uploads {
  const { datasets, indicators } = declarations;
  return {
    tree,
    store: ({ path }, name, { keyId }) => storeUpload(kysely, { keyId, name: name.slice(0, LONGEST_NAME), path }),
    // Readers of workbooks and all that belongs to them are loaded with the first file.
    async run({ issues: _, ...upload }, file, viewer, onProgress) {
      const { runImport } = await import('../../imports/run-import.ts');
      const report = await runImport({
        ...upload,
        file: file.path,
        pool,
        tree: tree(),
        datasets: Object.values(datasets),
        indicators: indicators.values(),
        matchesOf: viewer.agency,
        actor: actorOf(viewer),
        keyId: viewer.keyId,
        onProgress,
      });
      if (report.version !== null) await committed();
      return report;
    },
  };
}
