import { readKey } from './key.ts';

const CANDIDATE = /anlan_[0-9A-Za-z]{8}_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}/g;

/** Whole keys in a text, by their line; what only looks like one fails its checksum. */
export function keysIn(text: string): readonly { readonly line: number; readonly id: string }[] {
  return text.split('\n').flatMap((line, at) =>
    [...line.matchAll(CANDIDATE)].flatMap(([found]) => {
      const key = readKey(found);
      return key === null ? [] : [{ line: at + 1, id: key.id }];
    }),
  );
}
