import type { Label } from '../kernel/label.ts';
import type { Candidate } from './nearest-names.ts';
import type { Region } from './region.ts';

/** The filled place cells of a row. Every cell may hold a name, a path of names or a code; empty cells may be ''. */
export interface PlaceCells {
  readonly code?: string | null;
  /** One cell for the whole place: 晋江市安海镇前蔡村. */
  readonly text?: string | null;
  readonly city?: string | null;
  readonly county?: string | null;
  readonly township?: string | null;
  readonly village?: string | null;
}

/** How a place was found otherwise than by its present names and code. */
export type Via = 'alias' | 'successor' | 'code';

/** What a person may want to know of a place that was found. */
export type LocateNote =
  /** The row names the county of the statistical code, but the township lies in a functional zone. */
  | 'functional zone'
  /** The code is not in the tree; it was found by its names, which agree with the beginning of the code. */
  | 'code unknown'
  /** The names are not in the tree; it was found by its code. */
  | 'name unknown';

export type LostReason =
  /** No cell is filled, and there is no scope. */
  | 'empty'
  | 'no such name'
  | 'no such code'
  /** Known, but not below the scope. */
  | 'outside'
  /** The row names nothing but places above the scope. */
  | 'above'
  /** It ended without a successor. */
  | 'ended';

export type Located =
  | { readonly kind: 'found'; readonly region: Region; readonly via?: Via; readonly note?: LocateNote }
  /** Only where the locator accepts parts: the deepest place named in full, and what was written below it. */
  | {
      readonly kind: 'partly';
      readonly region: Region;
      readonly rest: string;
      readonly candidates: readonly Candidate[];
      readonly message: Label;
    }
  | {
      readonly kind: 'unknown';
      readonly reason: LostReason;
      /** The deepest place found; null where not even the first name is known. */
      readonly at: Region | null;
      readonly rest: string;
      readonly candidates: readonly Candidate[];
      readonly message: Label;
    }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly Candidate[]; readonly message: Label }
  /** Code and names are of different places. */
  | {
      readonly kind: 'conflict';
      readonly byCode: Region | null;
      readonly byName: Region | null;
      readonly candidates: readonly Candidate[];
      readonly message: Label;
    };

export type Unknown = Extract<Located, { kind: 'unknown' }>;
