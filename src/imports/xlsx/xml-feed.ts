/** Elements that are read out of the bytes themselves, past the parser. */
export interface Shortcut {
  /** Whether they may begin where the parser stands. Asked behind tags only. */
  readonly open: () => boolean;
  /**
   * Reads what stands whole and plain from `at` on.
   * @param bytes with a zero behind them
   * @returns where the first begins that the parser must read
   */
  readonly take: (bytes: Buffer, at: number) => number;
  /** Where the next tag ends behind which they may begin; -1 where there is none. */
  readonly next: (bytes: Buffer, at: number) => number;
}

/** Where the first tag that begins so ends; -1 where it does not. */
export function tagEnd(bytes: Buffer, begin: string, from: number): number {
  const found = bytes.indexOf(begin, from);
  const end = found < 0 ? -1 : bytes.indexOf('>', found);
  return end < 0 ? -1 : end + 1;
}

/** Brings the pieces of a part to the parser, but for what a shortcut takes. */
export interface XmlFeed {
  readonly write: (piece: Buffer) => void;
  /** What was kept because it might have gone on. */
  readonly end: () => void;
}

/** Of an element that may yet prove plain; also bytes that are looked at together. */
const MOST_KEPT = 65_536;

/**
 * @param write to the parser
 * @param tags how many it has read up to now
 */
export function createFeed(write: (bytes: Buffer) => void, tags: () => number, shortcut: Shortcut): XmlFeed {
  const buffer = Buffer.alloc(2 * MOST_KEPT + 1);
  let kept = 0;
  let open = false;
  return {
    write(piece) {
      for (let from = 0; from < piece.length; from += MOST_KEPT) {
        const length = kept + piece.copy(buffer, kept, from, from + MOST_KEPT);
        buffer[length] = 0;
        const rest = read(buffer.subarray(0, length));
        buffer.copyWithin(0, rest, length);
        kept = length - rest;
      }
    },
    end: () => write(buffer.subarray(0, kept)),
  };

  /** @returns from where on they are to be kept */
  function read(bytes: Buffer): number {
    for (let at = 0; at < bytes.length; ) {
      if (open) at = shortcut.take(buffer, at);
      const end = shortcut.next(bytes, at);
      if (end < 0) {
        if (open && bytes.length - at < MOST_KEPT) return at;
        open = false;
        write(bytes.subarray(at));
        break;
      }
      open = writeTag(bytes, at, end);
      at = end;
    }
    return bytes.length;
  }

  /** The last sign by itself: where the parser reads a tag with it, it stands right behind that tag, and in no comment. */
  function writeTag(bytes: Buffer, at: number, end: number): boolean {
    write(bytes.subarray(at, end - 1));
    const before = tags();
    write(bytes.subarray(end - 1, end));
    return tags() > before && shortcut.open();
  }
}
