/** What a spreadsheet would take for a formula at the start of a text (OWASP), full-width forms included. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

export type CellContent = string | number | null;

/** One cell of a CSV file: numbers as they are, a text never a formula. */
export function csvCell(content: CellContent): string {
  if (content === null) return '';
  if (typeof content === 'number') return String(content);
  const text = FORMULA.test(content) ? `'${content}` : content;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** UTF-8 with a mark, so that spreadsheet programs read the Chinese right. */
export const csvText = (rows: readonly (readonly CellContent[])[]): string =>
  `\uFEFF${rows.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;
