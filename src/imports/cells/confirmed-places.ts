import type { RegionTree } from '../../regions/tree.ts';
import { placeKey } from '../matches/match.ts';
import { PLACE_PARTS, type PlaceReader, type PlaceWords } from './place-reader.ts';

/**
 * What a person confirmed goes before the tree where it is all that the row says of its place. Where the row says more,
 * the path of names is surer: then only a last name that is not found along it is taken as confirmed.
 */
export function withConfirmed(tree: RegionTree, places: ReadonlyMap<string, string>, read: PlaceReader): PlaceReader {
  const known = new Map([...places].filter(([, code]) => tree.find(code) !== null));
  if (known.size === 0) return read;

  const confirmed = (words: PlaceWords, code: string): ReturnType<PlaceReader> => {
    const place = read({ ...words, code });
    return place.kind === 'lost' ? place : { ...place, notes: [...place.notes, 'place_remembered'] };
  };

  return (words) => {
    if (words.code !== undefined) return read(words);
    const filled = PLACE_PARTS.filter((part) => words[part] !== undefined);
    const whole = known.get(placeKey(filled.map((part) => words[part]).join('')));
    if (whole !== undefined) return confirmed({}, whole);
    const place = read(words);
    if (place.kind === 'found' && place.rest === '') return place;
    const last = filled.at(-1);
    const code = last === undefined ? undefined : known.get(placeKey(words[last] ?? ''));
    if (last === undefined || code === undefined) return place;
    const { [last]: _, ...above } = words;
    const again = confirmed(above, code);
    return again.kind === 'found' ? again : place;
  };
}
