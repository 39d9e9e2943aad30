/** Texts in quotes and dollars, comments, and what ends a statement. */
const PARTS = /\be'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$.*?\$\1\$|--[^\n]*|\/\*.*?\*\/|;/gis;

/**
 * The statements of a file one by one, each after as many line ends as there are before it, so that the place of an error
 * in one is its place in the file. A body of `begin atomic` is not known and would be cut.
 */
export function statementsOf(text: string): readonly string[] {
  const statements: string[] = [];
  let start = 0;
  const cut = (end: number): void => {
    const before = text.slice(0, start).split('\n').length - 1;
    statements.push('\n'.repeat(before) + text.slice(start, end));
    start = end;
  };
  for (const { 0: part, index } of text.matchAll(PARTS)) if (part === ';') cut(index + 1);
  if (text.slice(start).trim() !== '') cut(text.length);
  return statements;
}
