import type { Named, NameIndex } from './name-index.ts';
import { SURENESS, textForms } from './place-names.ts';
import type { Region, RegionLevel } from './region.ts';

/** How far a text leads from a place. */
export type Followed =
  /** `steps` from the place down; never empty. */
  | { readonly kind: 'found'; readonly region: Region; readonly steps: readonly Named[] }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly Region[] }
  /** `at` is as far as full names lead, null where not even the first one is known. */
  | { readonly kind: 'lost'; readonly at: Region | null; readonly steps: readonly Named[]; readonly rest: string };

type Found = Extract<Followed, { kind: 'found' }>;

const SEPARATOR = /^(?:->|—+|[-–→/\\>,、·•|:;_])/;
const SHORTEST = 2;

/** Files may write 泉州市-晋江市 or 泉州市/晋江市. */
export const withoutSeparator = (text: string): string => text.replace(SEPARATOR, '');

/**
 * Reads a text such as 晋江市安海镇前蔡村 from a place downwards: each name strictly below the one before. A level may be
 * left out where only one region below has the name. `level` is that of the column, preferred where it decides.
 */
export function followPath(index: NameIndex, place: Region | null, text: string, level?: RegionLevel): Followed {
  let furthest: Extract<Followed, { kind: 'lost' }> = { kind: 'lost', at: null, steps: [], rest: text };
  let ambiguous: readonly Region[] | null = null;

  const whole = (at: Region | null, rest: string, steps: readonly Named[]): Found | null => {
    for (const levels of level === undefined ? [undefined] : [level, undefined]) {
      for (const names of [index.near, index.far]) {
        const hits = pick(names(at), rest, levels, index);
        const [hit, ...others] = hits;
        if (hit === undefined) continue;
        if (others.length === 0) return { kind: 'found', region: hit.region, steps: [...steps, hit] };
        ambiguous ??= hits.map(({ region }) => region);
        return null;
      }
    }
    return null;
  };

  const follow = (at: Region | null, rest: string, steps: readonly Named[]): Found | null => {
    const end = whole(at, rest, steps);
    if (end !== null || ambiguous !== null) return end;
    for (const names of [index.near, index.far]) {
      const known = names(at);
      for (let length = rest.length - 1; length >= SHORTEST; length--) {
        const hits = pick(known, rest.slice(0, length), undefined, index);
        const ends = hits.flatMap((hit) => {
          const remaining = withoutSeparator(rest.slice(length));
          const path = [...steps, hit];
          if (hits.length === 1 && isSure(hit) && path.every(isSure) && remaining.length < furthest.rest.length) {
            furthest = { kind: 'lost', at: hit.region, steps: path, rest: remaining };
          }
          const found = remaining === '' ? null : follow(hit.region, remaining, path);
          return found === null ? [] : [found];
        });
        if (ambiguous !== null) return null;
        const [one, ...others] = ends;
        if (one !== undefined && others.every(({ region }) => region.id === one.region.id)) return one;
        if (one !== undefined || (hits.length > 1 && hits.every(isSure))) {
          ambiguous = (one === undefined ? hits : ends).map(({ region }) => region);
          return null;
        }
      }
    }
    return null;
  };

  const found = follow(place, text, []);
  if (found !== null) return found;
  return ambiguous === null ? furthest : { kind: 'ambiguous', candidates: inOrder(ambiguous) };
}

function pick(
  names: ReadonlyMap<string, readonly Named[]>,
  text: string,
  level: RegionLevel | undefined,
  index: NameIndex,
): readonly Named[] {
  const found = textForms(text).flatMap((form) => names.get(form) ?? []);
  const fitting = level === undefined ? found : found.filter(({ region }) => region.level === level);
  return fitting.length < 2 ? fitting : index.surest(fitting);
}

const isSure = ({ name }: Named): boolean => name.kind !== 'short' && SURENESS[name.kind] <= SURENESS.ended;

const inOrder = (regions: readonly Region[]): readonly Region[] =>
  [...regions].sort((a, b) => (a.code < b.code ? -1 : 1));
