/** Elements that are read out of the text itself, past the parser. */
export interface Shortcut {
  /** Whether they may begin where the parser stands. Asked behind tags only. */
  readonly open: () => boolean;
  /** Reads what stands whole and plain from `at` on. @returns where the first begins that the parser must read */
  readonly take: (text: string, at: number) => number;
  /** Whether the text ends before the element at `at` does. */
  readonly cut: (text: string, at: number) => boolean;
  /** Where the next tag ends behind which they may begin; -1 where there is none. */
  readonly next: (text: string, at: number) => number;
}

/** Brings the pieces of a text to the parser, but for what a shortcut takes. */
export interface XmlFeed {
  /** @returns whether the shortcut took something */
  readonly write: (piece: string) => boolean;
  /** What was kept because it might have gone on. */
  readonly end: () => void;
}

/** Of an element that may yet prove plain. */
const MOST_KEPT = 65_536;

/**
 * @param write to the parser
 * @param tags how many it has read up to now
 */
export function createFeed(write: (text: string) => void, tags: () => number, shortcut: Shortcut | undefined): XmlFeed {
  let kept = '';
  let open = false;
  return {
    write(piece) {
      if (shortcut === undefined) {
        write(piece);
        return false;
      }
      const text = kept + piece;
      let taken = false;
      kept = '';
      for (let at = 0; at < text.length; ) {
        if (open) {
          const from = at;
          at = shortcut.take(text, from);
          taken ||= at > from;
          if (text.length - at < MOST_KEPT && shortcut.cut(text, at)) {
            kept = text.slice(at);
            return taken;
          }
        }
        at = writeTag(shortcut, text, at);
      }
      return taken;
    },
    end: () => write(kept),
  };

  /** The last sign by itself: where the parser reads a tag with it, it stands right behind that tag, and in no comment. */
  function writeTag({ next, open: isOpen }: Shortcut, text: string, at: number): number {
    const end = next(text, at);
    open = false;
    if (end < 0) {
      write(text.slice(at));
      return text.length;
    }
    write(text.slice(at, end - 1));
    const before = tags();
    write(text.slice(end - 1, end));
    open = tags() > before && isOpen();
    return end;
  }
}
