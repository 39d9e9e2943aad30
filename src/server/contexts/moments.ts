import type { DataWithTree } from '../../access/data-version.ts';
import type { Sights } from '../../access/sights.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { OpenDatabase } from '../../db/connections/pool.ts';
import { EVERYWHERE, type Sight } from '../../db/sight.ts';
import { createArchive } from '../../engine/archive.ts';
import { touched } from '../../engine/changes/touched.ts';
import type { EngineOptions } from '../../engine/engine.ts';
import type { Answers } from '../../engine/hot/answers.ts';
import { createReader } from '../../engine/reader.ts';
import type { DeclaredMeasures } from '../../engine/values/declared-measures.ts';
import type { Moment } from '../../graphql/context.ts';
import type { Day } from '../../kernel/day.ts';
import { lazy } from '../../kernel/lazy.ts';
import type { RegionTree } from '../../regions/tree.ts';

/** What a moment is bound to beside its data. */
interface Bound {
  readonly viewer: Viewer;
  readonly today: Day;
  /** The last import to include; null: all. */
  readonly asOf: number | null;
  /** The database for a sight. */
  readonly source: (sight: Sight | Promise<Sight>) => OpenDatabase['kysely'];
  /** What was found out from the same data before. */
  readonly answers?: Answers;
}

interface MomentsOptions extends Pick<EngineOptions, 'datasets' | 'indicators' | 'spread'> {
  readonly measures: DeclaredMeasures;
  readonly secret: Buffer;
  readonly sights: Sights;
  readonly trees: { readonly at: (importId: number) => Promise<RegionTree> };
  /** Id of the last import there is; 0 before the first. */
  readonly newest: () => number;
}

/** Binds data to who asks. Of a moment nothing is made before it is used: most answers need little of it. */
export function createMoments({ sights, trees, newest, ...declared }: MomentsOptions) {
  return ({ version, committedAt, tree }: DataWithTree, { viewer, today, asOf, source, answers }: Bound): Moment => {
    const beyond = source(EVERYWHERE);
    const own = viewer.reach === null ? beyond : source(sights(viewer, tree));
    const shared = { ...declared, db: own, beyond, tree, viewer, today };
    const treeAt = async (importId: number) => (importId === version ? tree : trees.at(importId));
    const reader = createReader({
      ...shared,
      asOf: asOf === null ? null : { importId: asOf },
      latestImport: newest() === 0 ? null : newest(),
      answers,
    });
    const hot = answers && { pages: answers.pages, hold: reader.hold };
    const archive = lazy(() => createArchive({ ...shared, version, treeAt, hot }, asOf));
    return {
      version,
      asOf: committedAt,
      today,
      tree,
      reader,
      touched: (args) => touched(shared, args),
      records: () => archive().records(),
      provenance: () => archive().provenance(),
      reporting: () => archive().reporting(),
      history: () => archive().history(),
    };
  };
}
