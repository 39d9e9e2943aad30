import iconv from 'iconv-lite';
import type { Dice } from './clean-rows.ts';
import type { Grid } from './layout.ts';

const ENCODINGS = [
  ['utf-8', false],
  ['utf-8', true],
  ['gb18030', false],
  ['gb18030', false],
  ['utf-16le', true],
  ['utf-16be', true],
  ['utf-16le', false],
  ['utf-16be', false],
] as const;

/** A grid as a text file: any encoding, delimiter, line ends and manner of quoting. */
export function writeText({ rows }: Grid, dice: Dice): Buffer {
  const delimiter = dice.pick([',', ',', '\t', ';', '|']);
  const ends = dice.pick([['\n'], ['\r\n'], ['\r\n', '\n'], ['\r\n', '\n', '\n']]);
  const quotes = dice.pick(['needed', 'needed', 'always', 'often']);
  const ragged = dice.chance(0.2);
  const quoted = (text: string): string => {
    const needed = text.includes(delimiter) || /["\r\n]/.test(text);
    const wanted = quotes === 'always' || (quotes === 'often' && dice.chance(0.5));
    return needed || wanted ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const line = (cells: readonly string[]): string => {
    const last = ragged ? cells.findLastIndex((text) => text !== '') : cells.length - 1;
    return cells
      .slice(0, Math.max(1, last + 1))
      .map(quoted)
      .join(delimiter);
  };
  const text = rows.map((cells) => line(cells.map((cell) => cell.text)) + dice.pick(ends)).join('');
  const [encoding, addBOM] = dice.pick(ENCODINGS);
  return iconv.encode(dice.chance(0.2) ? text.trimEnd() : text, encoding, { addBOM });
}
