import type { Day } from '../kernel/day.ts';
import type { Label } from '../kernel/label.ts';

/** What an indicator means for a time, and perhaps only in an area. */
export interface DefinitionVersion {
  /** Lasting within its indicator: `2021`. */
  readonly code: string;
  /** The first day on which it holds; null: since ever. */
  readonly from: Day | null;
  /** The first day on which it no longer holds; null: still. */
  readonly to: Day | null;
  /** The region in which it holds; null: wherever no area has versions of its own. */
  readonly area: { readonly code: string; readonly name: Label } | null;
  /** What is counted, or asked, under it. */
  readonly note: Label;
  /** Who says so. */
  readonly basis: Label | null;
}

/** A version as it is declared: it ends where the next of its area begins, unless it says when. */
export type DeclaredVersion = Pick<DefinitionVersion, 'code' | 'from' | 'note'> &
  Partial<Pick<DefinitionVersion, 'to' | 'area' | 'basis'>>;

/** Versions with their ends, in order of area and beginning. */
export function dated(declared: readonly DeclaredVersion[]): readonly DefinitionVersion[] {
  const byArea = Map.groupBy(declared, ({ area }) => area?.code ?? '');
  return [...byArea.values()].flatMap((versions) =>
    versions.map(({ area, basis, to, ...version }, at) => ({
      ...version,
      to: to ?? versions[at + 1]?.from ?? null,
      area: area ?? null,
      basis: basis ?? null,
    })),
  );
}
