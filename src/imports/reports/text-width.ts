const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const NOTHING = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** How many columns of a terminal a text takes: Chinese signs are two wide. */
export function textWidth(text: string): number {
  let width = 0;
  for (const sign of text) width += NOTHING.test(sign) ? 0 : WIDE.test(sign) ? 2 : 1;
  return width;
}

export const padEnd = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - textWidth(text)));

export const padStart = (text: string, width: number): string =>
  ' '.repeat(Math.max(0, width - textWidth(text))) + text;

/** One line a row, the columns aligned; the last is not padded. */
export function alignColumns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths: number[] = [];
  for (const row of rows)
    for (const [at, text] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, textWidth(text));
  return rows.map((row) =>
    row
      .map((text, at) => (at === row.length - 1 ? text : padEnd(text, widths[at] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

const HANGING = '    ';

/** What no comma cuts small enough is cut behind its blanks, and what they do not either between its signs. */
function pieces(part: string, width: number): readonly string[] {
  if (textWidth(part) <= width) return [part];
  const words = part.split(/(?<= )(?! )/);
  if (words.length > 1) return words.flatMap((word) => pieces(word, width));
  const cut: string[] = [''];
  for (const sign of part) {
    if (textWidth(`${cut.at(-1)}${sign}`) > width) cut.push('');
    cut[cut.length - 1] += sign;
  }
  return cut;
}

/** A line cut behind its commas and blanks, and where there are none between signs, so that it fits; what follows is indented. */
export function wrapped(line: string, width: number): readonly string[] {
  if (textWidth(line) <= width) return [line];
  const lines: string[] = [];
  let current = '';
  const parts = line.split(/(?<=[、，；。]|, )/);
  for (const part of parts.flatMap((one) => pieces(one, width - HANGING.length))) {
    if (current.trim() !== '' && textWidth(current + part) > width) {
      lines.push(current.trimEnd());
      current = HANGING;
    }
    current += part;
  }
  return [...lines, current];
}
