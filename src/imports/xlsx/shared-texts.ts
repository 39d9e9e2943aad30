import type { Cell } from '../files/cell.ts';
import { escapedText } from './escaped-text.ts';
import { behindBlanks, type Cursor, EMPTY_END, newTag, takes, takesAttributes, word } from './plain-tag.ts';
import { readText } from './plain-text.ts';
import { createTextStore } from './text-store.ts';
import { readXml, type XmlHandlers } from './xml.ts';
import { type Shortcut, tagEnd } from './xml-feed.ts';

/** The cell with the text of a number; null where there is none of it. Of a text that comes often it is one and the same. */
export type SharedTexts = (index: number) => Cell | null;

/** The different texts of a workbook. */
export async function readSharedTexts(path: string, bytes: AsyncIterable<Buffer>): Promise<SharedTexts> {
  const store = createTextStore(path);
  const { handlers, shortcut } = createTextsReader((text) => store.add(escapedText(text)));
  await readXml(path, bytes, handlers, shortcut);
  return store.get;
}

/** What reads texts: any by the tags that a parser finds, and plain ones out of the bytes. */
export function createTextsReader(onText: (text: string) => void): {
  readonly handlers: XmlHandlers;
  readonly shortcut: Shortcut;
} {
  const cursor: Cursor = { bytes: Buffer.alloc(0), at: 0 };
  const tag = newTag();
  let text = '';
  let inText = false;
  let phonetic = 0;
  let depth = 0;
  return {
    handlers: {
      open(name) {
        depth += 1;
        if (name === 'si') text = '';
        else if (name === 'rPh') phonetic += 1;
        else if (name === 't') inText = phonetic === 0;
      },
      text(part) {
        if (inText) text += part;
      },
      close(name) {
        depth -= 1;
        if (name === 't') inText = false;
        else if (name === 'rPh') phonetic -= 1;
        else if (name === 'si') onText(text);
      },
    },
    shortcut: {
      open: () => depth === 1,
      take(bytes, from) {
        cursor.bytes = bytes;
        for (let at = from; ; at = cursor.at) {
          cursor.at = behindBlanks(bytes, at);
          const plain = readPlain();
          if (plain === null) return at;
          onText(plain);
        }
      },
      next: (bytes, at) => tagEnd(bytes, depth === 0 ? '<sst' : '</si>', at),
    },
  };

  /** As programs write nearly all of them, some with a word on how they are pronounced. */
  function readPlain(): string | null {
    const plain = takes(cursor, BEGIN) ? readText(cursor, tag, TEXT_END) : null;
    if (plain === null) return null;
    if (takes(cursor, PHONETIC) && !(takesAttributes(cursor, tag) && takes(cursor, EMPTY_END))) return null;
    return takes(cursor, END) ? plain : null;
  }
}

const BEGIN = word('<si><t');
const TEXT_END = word('</t>');
const PHONETIC = word('<phoneticPr');
const END = word('</si>');
