import { LRUCache } from 'lru-cache';

/** Keeps what was made of the documents asked last, up to so many characters of them: the rest is made again. */
export const createDocumentCache = <Value extends object>(characters: number): LRUCache<string, Value> =>
  new LRUCache({ maxSize: characters, sizeCalculation: (_made, document) => document.length });
