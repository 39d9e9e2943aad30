import { type Cell, textCell } from '../files/cell.ts';
import { LIMITS } from './limits.ts';
import { damaged, refused } from './refuse.ts';

/** Texts as bytes outside the heap, in their order; four bytes more for each. */
export interface TextStore {
  readonly add: (text: string) => void;
  /** The cell with the text of a number, null where there is none. Asked for once all texts are there. */
  readonly get: (index: number) => Cell | null;
}

const PAGE = 1_048_576;
const STARTS = 65_536;
const REMEMBERED = 8192;
const SHORT = 256;

/** A text begins and ends within one page: where the next one begins, or the page is used no further. */
interface Page {
  readonly bytes: Buffer;
  /** Where it starts, counted over all pages. */
  readonly start: number;
  used: number;
}

export function createTextStore(path: string): TextStore {
  const pages: Page[] = [];
  const starts: Uint32Array[] = [];
  const remembered = new Map<number, Cell>();
  let count = 0;
  let asked: Uint8Array | null = null;

  const startOf = (index: number): number | undefined =>
    index >= 0 && index < count ? starts[Math.floor(index / STARTS)]?.[index % STARTS] : undefined;

  return {
    add(text) {
      const length = Buffer.byteLength(text);
      if (length > PAGE) throw damaged(path, new Error('a text of more than a million bytes'));
      const page = pageFor(length);
      page.bytes.write(text, page.used);
      if (count % STARTS === 0) starts.push(new Uint32Array(STARTS));
      starts.at(-1)?.set([page.start + page.used], count % STARTS);
      page.used += length;
      count += 1;
    },
    get(index) {
      const known = remembered.get(index);
      if (known !== undefined) return known;
      const start = startOf(index);
      const page = start === undefined ? undefined : pages[Math.floor(start / PAGE)];
      if (start === undefined || page === undefined) return null;
      const from = start - page.start;
      const to = Math.min((startOf(index + 1) ?? Number.POSITIVE_INFINITY) - page.start, page.used);
      const cell = textCell(page.bytes.toString('utf8', from, to));
      if (to - from <= SHORT && remembered.size < REMEMBERED && askedBefore(index)) remembered.set(index, cell);
      return cell;
    },
  };

  /** Most texts of many are asked for once, such as numbers of records: they would only take the place of others. */
  function askedBefore(index: number): boolean {
    asked ??= new Uint8Array(Math.ceil(count / 8));
    const bits = asked[index >> 3] ?? 0;
    const before = (bits & (1 << (index & 7))) !== 0;
    asked[index >> 3] = bits | (1 << (index & 7));
    return before;
  }

  function pageFor(length: number): Page {
    const last = pages.at(-1);
    if (last !== undefined && last.used + length < PAGE) return last;
    if ((pages.length + 1) * PAGE > LIMITS.texts) throw tooManyTexts(path);
    const page = { bytes: Buffer.allocUnsafeSlow(PAGE), start: pages.length * PAGE, used: 0 };
    pages.push(page);
    return page;
  }
}

const tooManyTexts = (path: string) =>
  refused(
    path,
    `不同的文字超过${LIMITS.texts / 1_000_000} MB；请拆分或另存为 CSV`,
    `its different texts have more than ${LIMITS.texts / 1_000_000} MB; split it, or save it as CSV`,
    { limit: 'texts', most: LIMITS.texts },
  );
