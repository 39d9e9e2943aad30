import { type ByCode, combine, locateCode } from './locate-code.ts';
import { ambiguousMessage, lostMessage } from './locate-message.ts';
import { type ByNames, locateNames, type NameCell } from './locate-names.ts';
import type { Located, LostReason, PlaceCells, Unknown } from './located.ts';
import { createNameIndex, type NameIndex } from './name-index.ts';
import { type Candidate, nearestNames } from './nearest-names.ts';
import { plain } from './place-names.ts';
import type { Region } from './region.ts';
import type { RegionTree } from './tree.ts';

export interface Locator {
  /** The same cells give the same answer, and are looked up once. */
  locate(cells: PlaceCells): Located;
}

export interface LocatorOptions {
  /** Answer the part that is known where the rest is not. */
  readonly partly?: boolean;
}

const REMEMBERED = 20_000;
const MOST_ELSEWHERE = 5;

/**
 * Finds the places of rows below a scope; null is the whole tree. Names resolve along the path only, and nothing is
 * guessed: what is not one place is an answer with candidates and a message.
 */
export function createLocator(tree: RegionTree, scope: Region | null, options: LocatorOptions = {}): Locator {
  const index = createNameIndex(tree);
  const known = new Map<string, Located>();
  const place: Place = { tree, index, scope: scope === null ? null : tree.inForce(scope) };
  return {
    locate(cells) {
      const key = [cells.code, cells.text, cells.city, cells.county, cells.township, cells.village].join('\u0001');
      const before = known.get(key);
      if (before !== undefined) return before;
      const located = locate(place, cells, options.partly ?? false);
      if (known.size >= REMEMBERED) known.clear();
      known.set(key, located);
      return located;
    },
  };
}

interface Place {
  readonly tree: RegionTree;
  readonly index: NameIndex;
  readonly scope: Region | null;
}

function locate(place: Place, cells: PlaceCells, partly: boolean): Located {
  const { tree, index, scope } = place;
  const { code, names } = readCells(tree, cells);
  const byCode = code === null ? null : locateCode(tree, index, scope, code);
  const byNames = names.length === 0 ? null : belowCode(place, byCode, names);
  if (byCode === null && byNames === null) {
    return scope === null ? unknown(place, 'empty', { at: null, rest: '' }) : { kind: 'found', region: scope };
  }
  if (byCode === null)
    return byNames === null ? unknown(place, 'empty', { at: null, rest: '' }) : named(place, byNames, partly);
  if (byNames === null) return coded(place, byCode);
  const answer = combine(tree, byCode, byNames, names.map(({ text }) => text).join(''));
  return answer ?? coded(place, byCode);
}

/** Names first below the place of the code, where also a village without its township is known; then below the scope. */
function belowCode({ tree, index, scope }: Place, byCode: ByCode | null, names: readonly NameCell[]): ByNames {
  const anchor = byCode?.kind === 'found' ? byCode.region : byCode?.kind === 'no such code' ? byCode.near : null;
  const inScope = anchor !== null && (scope === null || tree.contains(scope, anchor));
  const below = inScope ? locateNames(tree, index, anchor, names) : null;
  return below?.kind === 'found' ? below : locateNames(tree, index, scope, names);
}

/** A cell may hold a code wherever a name may stand. */
function readCells(tree: RegionTree, cells: PlaceCells): { code: string | null; names: readonly NameCell[] } {
  let code = plain(cells.code ?? '') || null;
  const names: NameCell[] = [];
  const filled: readonly (NameCell & { text: string })[] = [
    { text: plain(cells.text ?? '') },
    { text: plain(cells.city ?? ''), level: 'city' },
    { text: plain(cells.county ?? ''), level: 'county' },
    { text: plain(cells.township ?? ''), level: 'township' },
    { text: plain(cells.village ?? ''), level: 'village' },
  ];
  for (const cell of filled) {
    if (cell.text === '') continue;
    if (/^\d{2,12}$/.test(cell.text) || (/\d/.test(cell.text) && tree.find(cell.text) !== null)) code = cell.text;
    else names.push(cell);
  }
  return { code, names };
}

function coded(place: Place, byCode: ByCode): Located {
  if (byCode.kind === 'found') {
    const { region, via } = byCode;
    return { kind: 'found', region, via, ...(byCode.inZone ? { note: 'functional zone' as const } : {}) };
  }
  const elsewhere = byCode.kind === 'outside' ? [byCode.region] : [];
  const at = byCode.kind === 'no such code' ? byCode.near : byCode.kind === 'ended' ? byCode.region : place.scope;
  const candidates = byCode.kind === 'no such code' ? byCode.candidates : [];
  return unknown(place, byCode.kind, { at, rest: byCode.code, elsewhere, candidates });
}

function named(place: Place, byNames: ByNames, partly: boolean): Located {
  const { tree, index } = place;
  switch (byNames.kind) {
    case 'found':
      return byNames;
    case 'ambiguous':
      return {
        kind: 'ambiguous',
        candidates: byNames.candidates.map((region) => ({ region, name: region.name })),
        message: ambiguousMessage(tree, byNames.text, byNames.candidates),
      };
    case 'lost': {
      const { reason, at, rest, word, elsewhere } = byNames;
      const candidates = reason === 'no such name' ? [...near(index, at, word), ...inScope(place, elsewhere)] : [];
      const lost = unknown(place, reason, { at, rest, elsewhere, candidates });
      if (!partly || !byNames.named || at === null || reason !== 'no such name') return lost;
      return { kind: 'partly', region: at, rest, candidates, message: lost.message };
    }
    default:
      return byNames satisfies never;
  }
}

/** The same name in another branch: a township that passed to the county beside it. */
const inScope = ({ tree, scope }: Place, elsewhere: readonly Region[]): readonly Candidate[] =>
  elsewhere
    .filter((region) => scope === null || tree.contains(scope, region))
    .slice(0, MOST_ELSEWHERE)
    .map((region) => ({ region, name: region.name }));

/** Names directly below come before deeper ones: a mistyped county is rather a county than a village. */
function near(index: NameIndex, at: Region | null, rest: string): readonly Candidate[] {
  const direct = nearestNames(rest, index.near(at));
  return direct.length > 0 ? direct : nearestNames(rest, index.far(at));
}

function unknown(
  { tree, scope }: Place,
  reason: LostReason,
  lost: {
    at: Region | null;
    rest: string;
    elsewhere?: readonly Region[];
    candidates?: readonly Candidate[];
  },
): Unknown {
  const { at, rest, elsewhere = [], candidates = [] } = lost;
  return {
    kind: 'unknown',
    reason,
    at,
    rest,
    candidates,
    message: lostMessage(tree, reason, { at, rest, scope, elsewhere }),
  };
}
