import { type NumberFormat, numberFormat } from '../files/number-format.ts';
import { LIMITS } from './limits.ts';
import { refused } from './refuse.ts';
import { readXml } from './xml.ts';

/** How the numbers of each style are shown, in the order of the styles. */
export async function readStyles(path: string, bytes: AsyncIterable<Buffer>): Promise<readonly NumberFormat[]> {
  const codes = new Map<number, string>();
  const ids: number[] = [];
  let inCells = false;
  await readXml(path, bytes, {
    open(name, { numFmtId = '0', formatCode = '' }) {
      if (name === 'numFmt') codes.set(Number(numFmtId), formatCode);
      if (name === 'cellXfs') inCells = true;
      if (name === 'xf' && inCells) ids.push(Number(numFmtId));
      if (codes.size > LIMITS.formats || ids.length > LIMITS.formats) throw tooMany(path);
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  const formats = new Map<number, NumberFormat>();
  return ids.map((id) => {
    const known = formats.get(id) ?? numberFormat(codes.get(id) ?? builtIn(id));
    formats.set(id, known);
    return known;
  });
}

/** Formats that have no code in the file. 27 to 36 and 50 to 58 are dates and times of Chinese programs. */
function builtIn(id: number): string {
  if (id === 9 || id === 10) return '0%';
  return DATES.some(([from, to]) => id >= from && id <= to) ? 'yyyy-mm-dd' : 'General';
}

const DATES = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
] as const;

const tooMany = (path: string) =>
  refused(path, `样式超过${LIMITS.formats}种`, `it has more than ${LIMITS.formats} styles`, {
    limit: 'formats',
    most: LIMITS.formats,
  });
