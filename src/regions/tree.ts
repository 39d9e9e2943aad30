import type { Region, RegionLevel } from './region.ts';

/** The whole tree at one data version, in memory. Regions no longer in force are known by code, but are nobody's child. */
export interface RegionTree {
  /** The import up to which this tree includes changes. */
  readonly version: number;
  readonly byId: (id: number) => Region;
  /** Null for a region that this tree does not know: it came later, or its import was undone. */
  readonly known: (id: number) => Region | null;
  /** By code or by an old code (alias); a region that ended is answered as itself, see `successorOf`. */
  readonly find: (code: string) => Region | null;
  /** What a region that ended passed into, followed to the end of the chain; itself while in force. */
  readonly inForce: (region: Region) => Region;
  readonly roots: readonly Region[];
  /** Known, but no longer in force; in order of code. */
  readonly ended: readonly Region[];
  /** In order of code. */
  readonly children: (region: Region) => readonly Region[];
  /** All in force below a region, in order of code; optionally of one level. */
  readonly descendants: (region: Region, level?: RegionLevel) => readonly Region[];
  /** From the root down to the parent. */
  readonly ancestors: (region: Region) => readonly Region[];
  /** The region itself when it is of that level. */
  readonly ancestorAt: (region: Region, level: RegionLevel) => Region | null;
  readonly contains: (ancestor: Region, region: Region) => boolean;
  /** Townships in force at or below a region: what coverage expects to report. A village expects its township. */
  readonly townshipCount: (region: Region) => number;
  /** Names from the root down: 福建省泉州市晋江市安海镇. */
  readonly fullName: (region: Region) => string;
  /** Other names and old codes. */
  readonly aliases: (region: Region) => readonly string[];
  readonly all: () => Iterable<Region>;
}
