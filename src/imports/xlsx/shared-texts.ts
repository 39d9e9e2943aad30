import { type Cell, textCell } from '../files/cell.ts';
import { escapedText } from './escaped-text.ts';
import { LIMITS } from './limits.ts';
import { damaged, refused } from './refuse.ts';
import { readXml } from './xml.ts';

/** The cell with the text of a number; null where there is none of it. Of a text that comes often it is one and the same. */
export type SharedTexts = (index: number) => Cell | null;

const PAGE = 1_048_576;
const REMEMBERED = 16_384;
const SHORT = 256;

/** The different texts of a workbook, kept as bytes outside the heap. */
export async function readSharedTexts(path: string, bytes: AsyncIterable<Buffer>): Promise<SharedTexts> {
  const store = createTextStore(path);
  let text = '';
  let inText = false;
  let phonetic = 0;
  await readXml(path, bytes, {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 'rPh') phonetic += 1;
      else if (name === 't') inText = phonetic === 0;
    },
    text(part) {
      if (inText) text += part;
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') phonetic -= 1;
      else if (name === 'si') store.add(escapedText(text));
    },
  });
  return store.get;
}

interface TextStore {
  readonly add: (text: string) => void;
  readonly get: SharedTexts;
}

/** A text lies within one page. Its start is counted over all pages. */
function createTextStore(path: string): TextStore {
  const pages: Buffer[] = [];
  const remembered = new Map<number, Cell>();
  let starts = new Float64Array(1024);
  let lengths = new Uint32Array(1024);
  let count = 0;
  let used = PAGE;
  return {
    add(text) {
      const length = Buffer.byteLength(text);
      if (length > PAGE) throw damaged(path, new Error('a text of more than a million bytes'));
      if (used + length > PAGE) {
        if ((pages.length + 1) * PAGE > LIMITS.texts) throw tooManyTexts(path);
        pages.push(Buffer.allocUnsafeSlow(PAGE));
        used = 0;
      }
      pages.at(-1)?.write(text, used);
      if (count === starts.length) {
        starts = grown(starts, new Float64Array(2 * count));
        lengths = grown(lengths, new Uint32Array(2 * count));
      }
      starts[count] = (pages.length - 1) * PAGE + used;
      lengths[count] = length;
      count += 1;
      used += length;
    },
    get(index) {
      const known = remembered.get(index);
      if (known !== undefined) return known;
      const start = starts[index];
      const length = lengths[index];
      if (!(index < count) || start === undefined || length === undefined) return null;
      if (length === 0) return textCell('');
      const at = start % PAGE;
      const text = pages[Math.floor(start / PAGE)]?.toString('utf8', at, at + length) ?? null;
      if (text === null) return null;
      const cell = textCell(text);
      if (length <= SHORT && remembered.size < REMEMBERED) remembered.set(index, cell);
      return cell;
    },
  };
}

function grown<Numbers extends Float64Array | Uint32Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from);
  return to;
}

const tooManyTexts = (path: string) =>
  refused(
    path,
    `不同的文字超过${LIMITS.texts / 1_000_000} MB；请拆分或另存为 CSV`,
    `its different texts have more than ${LIMITS.texts / 1_000_000} MB; split it, or save it as CSV`,
    { limit: 'texts', most: LIMITS.texts },
  );
