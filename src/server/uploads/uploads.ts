import type { OpenDatabase } from '../../db/pool.ts';
import type { Declarations } from '../../graphql/frame.ts';
import { runImport } from '../../imports/run-import.ts';
import type { RegionTree } from '../../regions/tree.ts';
import type { Uploads } from './use-uploads.ts';

/** Imports of files that come over HTTP, in the name of a key. */
export function createUploads(
  { pool }: Pick<OpenDatabase, 'pool'>,
  { datasets, indicators }: Declarations,
  tree: () => RegionTree,
): Uploads {
  return {
    tree,
    run: ({ issues: _, ...upload }, file, viewer, onProgress) =>
      runImport({
        ...upload,
        file: file.path,
        pool,
        tree: tree(),
        datasets: Object.values(datasets),
        indicators: indicators.values(),
        matchesOf: viewer.agency,
        actor: `${viewer.agency} (${viewer.keyId})`,
        keyId: viewer.keyId,
        onProgress,
      }),
  };
}
