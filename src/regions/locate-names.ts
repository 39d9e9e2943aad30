import { type Followed, followPath, withoutSeparator } from './follow-path.ts';
import type { LocateNote, LostReason, Via } from './located.ts';
import type { Named, NameIndex } from './name-index.ts';
import type { PlaceName } from './place-names.ts';
import type { Region, RegionLevel } from './region.ts';
import type { RegionTree } from './tree.ts';

export interface NameCell {
  readonly text: string;
  readonly level?: RegionLevel;
}

export type ByNames =
  | { readonly kind: 'found'; readonly region: Region; readonly via?: Via; readonly note?: LocateNote }
  | { readonly kind: 'ambiguous'; readonly text: string; readonly candidates: readonly Region[] }
  | {
      readonly kind: 'lost';
      readonly reason: Exclude<LostReason, 'empty' | 'no such code'>;
      readonly at: Region | null;
      /** Whether a cell named more than the scope. */
      readonly named: boolean;
      readonly rest: string;
      /** What of `rest` stands in the cell that was not found. */
      readonly word: string;
      readonly elsewhere: readonly Region[];
    };

/** Follows the cells of a row downwards from the scope; cells that name the scope or what lies above it lead nowhere. */
export function locateNames(
  tree: RegionTree,
  index: NameIndex,
  scope: Region | null,
  cells: readonly NameCell[],
): ByNames {
  let at = scope;
  let reached = scope === null;
  let steps: readonly Named[] = [];
  for (const [place, { text, level }] of cells.entries()) {
    const there = alreadyThere(tree, index, at, text, level);
    const direct: Followed =
      there?.sure === true ? { kind: 'lost', at: null, steps: [], rest: text } : followPath(index, at, text, level);
    if (there !== null && direct.kind === 'lost' && direct.at === null) {
      reached ||= scope !== null && tree.contains(scope, there.region);
      continue;
    }
    if (there !== null && level === undefined && direct.kind === 'found') {
      return { kind: 'ambiguous', text, candidates: [there.region, direct.region] };
    }
    const from = leadingNames(tree, index, at, text);
    const followed = direct.kind === 'lost' && from.rest !== text ? followPath(index, at, from.rest, level) : direct;
    if (followed.kind === 'found') {
      at = followed.region;
      steps = [...steps, ...followed.steps];
      reached = true;
      continue;
    }
    if (followed.kind === 'ambiguous') return { kind: 'ambiguous', text, candidates: followed.candidates };
    const below = cells.slice(place + 1).map((cell) => cell.text);
    const word = followed.at === null ? from.rest : followed.rest;
    const deepest = followed.at ?? at;
    const elsewhere = followed.at === null ? findElsewhere(tree, index, scope, at, from, level) : [];
    const outside =
      elsewhere.length > 0 && (scope === null || elsewhere.every((region) => !tree.contains(scope, region)));
    return {
      kind: 'lost',
      reason: outside && scope !== null && at === scope ? 'outside' : 'no such name',
      at: deepest,
      named: deepest !== null && deepest.id !== scope?.id,
      rest: [word, ...below].join(''),
      word,
      elsewhere,
    };
  }
  const texts = cells.map(({ text }) => text).join('');
  if (at === null || !reached)
    return { kind: 'lost', reason: 'above', at, named: false, rest: texts, word: texts, elsewhere: [] };
  if (at.validTo !== null)
    return { kind: 'lost', reason: 'ended', at, named: true, rest: texts, word: texts, elsewhere: [] };
  const kinds = new Set(steps.map(({ name }) => name.kind));
  return {
    kind: 'found',
    region: at,
    ...(kinds.has('ended') ? { via: 'successor' as const } : kinds.has('alias') ? { via: 'alias' as const } : {}),
    ...(steps.some(({ inZone }) => inZone) ? { note: 'functional zone' as const } : {}),
  };
}

interface There {
  readonly region: Region;
  /** Not just by a short name, which something below may have as well. */
  readonly sure: boolean;
}

/** The place itself or one above it, when the text is no more than its names. */
function alreadyThere(
  tree: RegionTree,
  index: NameIndex,
  at: Region | null,
  text: string,
  level: RegionLevel | undefined,
): There | null {
  const chain = at === null ? [] : [...tree.ancestors(at), at];
  const named: LeadingName[] = chain.flatMap((region) =>
    index.of(region).flatMap((name) => (name.key === text ? [{ region, name }] : [])),
  );
  const { rest, last } = leadingNames(tree, index, at, text);
  if (rest === '' && last !== null) named.push(last);
  const sure = named.findLast(({ region, name }) => name.kind !== 'short' || region.level === level);
  const hit = sure ?? named.at(-1);
  return hit === undefined ? null : { region: hit.region, sure: sure !== undefined };
}

interface LeadingName {
  readonly region: Region;
  readonly name: PlaceName;
}

interface Leading {
  /** The text without the names of the place and of those above it that it begins with. */
  readonly rest: string;
  /** The last place so named. */
  readonly last: LeadingName | null;
}

function leadingNames(tree: RegionTree, index: NameIndex, at: Region | null, text: string): Leading {
  let rest = text;
  let last: LeadingName | null = null;
  for (const region of at === null ? [] : [...tree.ancestors(at), at]) {
    const name = index
      .of(region)
      .filter(({ key }) => rest.startsWith(key))
      .sort((a, b) => b.key.length - a.key.length)[0];
    if (name === undefined) continue;
    rest = withoutSeparator(rest.slice(name.key.length));
    last = { region, name };
  }
  return { rest, last };
}

/** Where else the name stands, nearest first: below what lies above the place, and below the place that the text names. */
function findElsewhere(
  tree: RegionTree,
  index: NameIndex,
  scope: Region | null,
  at: Region | null,
  { rest }: Leading,
  level: RegionLevel | undefined,
): readonly Region[] {
  if (at === null || rest === '') return [];
  const above: (Region | null)[] = [...tree.ancestors(at).toReversed(), null];
  if (scope !== null && at.id !== scope.id) above.unshift(scope);
  for (const place of above) {
    const found = followPath(index, place, rest, level);
    if (found.kind === 'found') return [found.region];
    if (found.kind === 'ambiguous') return found.candidates;
  }
  return [];
}
