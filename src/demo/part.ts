import type { RegionTree } from '../regions/tree.ts';

/** Records of one dataset, imported as one file. */
export interface DemoRecords {
  readonly name: string;
  readonly dataset: string;
  readonly synthetic: boolean;
  readonly region: string;
  readonly covers?: string;
  readonly source?: string;
  /** By column; every record has the same ones. The same tree gives the same records. */
  readonly records: (tree: RegionTree) => readonly Readonly<Record<string, string>>[];
}
