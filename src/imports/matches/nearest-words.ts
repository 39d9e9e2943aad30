import { editDistance } from '../../regions/nearest-names.ts';
import { headerKey } from '../reading/header-words.ts';

const MOST_CANDIDATES = 5;
/** Of this many letters at most one in two may differ for a word to be offered. */
const NEAR = 0.5;

/** The words that differ least, at most five of them. */
export function nearestWords(text: string, words: readonly string[]): readonly string[] {
  const key = headerKey(text);
  return words
    .map((word) => ({ word, distance: editDistance(key, headerKey(word)), length: [...word].length }))
    .filter(({ word, distance, length }) => {
      const held = headerKey(word).includes(key) || key.includes(headerKey(word));
      return held || distance <= Math.max([...key].length, length) * NEAR;
    })
    .sort((a, b) => a.distance - b.distance)
    .slice(0, MOST_CANDIDATES)
    .map(({ word }) => word);
}
