/** Row and column, counted from 0, of a reference such as B12; null where it is none. */
export function cellReference(reference: string): { readonly row: number; readonly column: number } | null {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference);
  if (match === null) return null;
  const [, letters = '', digits = ''] = match;
  return { row: Number(digits) - 1, column: columnOf(letters) };
}

/** The column of a reference by its letters; -1 where it has none. */
export function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length && at < 4; at += 1) {
    const letter = reference.charCodeAt(at) - 64;
    if (letter < 1 || letter > 26) break;
    column = 26 * column + letter;
  }
  return column - 1;
}
