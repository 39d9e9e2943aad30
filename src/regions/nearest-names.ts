import type { Names } from './name-index.ts';
import type { Region } from './region.ts';

/** A region whose name is close to what was written. */
export interface Candidate {
  readonly region: Region;
  /** The name that is close: its own, an alias or an old one. */
  readonly name: string;
}

const MOST = 5;

/** The regions whose names differ least from the text: at most one character in three, and at most five regions. */
export function nearestNames(text: string, names: Names): readonly Candidate[] {
  const letters = new Set(text);
  const allowed = Math.max(1, Math.floor([...text].length / 3));
  const best = new Map<number, { region: Region; name: string; distance: number }>();
  for (const [key, found] of names) {
    if (!mayBeNear(key, letters, allowed)) continue;
    const distance = editDistance(text, key, allowed);
    if (distance > allowed || distance >= Math.min([...text].length, [...key].length)) continue;
    for (const { region } of found) {
      const known = best.get(region.id);
      if (known === undefined || distance < known.distance) best.set(region.id, { region, name: key, distance });
    }
  }
  return [...best.values()]
    .sort((a, b) => a.distance - b.distance || (a.region.code < b.region.code ? -1 : 1))
    .slice(0, MOST)
    .map(({ region, name }) => ({ region, name }));
}

/** Cheap, and true of every name within the distance: all but so many of its characters occur in the text. */
function mayBeNear(name: string, letters: ReadonlySet<string>, allowed: number): boolean {
  let strange = 0;
  for (const letter of name) if (!letters.has(letter) && ++strange > allowed) return false;
  return true;
}

/** Characters to put in, leave out or exchange (Levenshtein); anything above `most` when it is more than that. */
export function editDistance(left: string, right: string, most = Number.POSITIVE_INFINITY): number {
  const a = [...left];
  const b = [...right];
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [i, letter] of a.entries()) {
    const next = [i + 1];
    for (const [j, other] of b.entries()) {
      const exchanged = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(exchanged, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
