import { SaxesParser } from 'saxes';
import { LIMITS } from './limits.ts';
import { damaged, refused } from './refuse.ts';
import { createFeed, type Shortcut } from './xml-feed.ts';

export type Attributes = Readonly<Record<string, string>>;

/** Names come without prefix. */
export interface XmlHandlers {
  readonly open: (name: string, attributes: Attributes) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

const DOCTYPE = '<!DOCTYPE';

/**
 * Drives the handlers over a part, and yields after each piece of it. No document types, so no entities but the five of
 * XML; no encoding but UTF-8.
 */
export async function* parseXml(
  path: string,
  bytes: AsyncIterable<Buffer>,
  handlers: XmlHandlers,
  shortcut?: Shortcut,
): AsyncGenerator<void> {
  const parser = new SaxesParser({ position: false, xmlns: false });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let depth = 0;
  let events = 0;
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && !/^utf-?8$/i.test(encoding)) throw new Error(`encoding ${encoding}, expected UTF-8`);
  });
  parser.on('opentag', ({ name, attributes }) => {
    events += 1;
    depth += 1;
    if (depth > LIMITS.depth) throw tooDeep(path);
    handlers.open(local(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    events += 1;
    depth -= 1;
    handlers.close?.(local(name));
  });
  const { text } = handlers;
  if (text !== undefined) {
    parser.on('text', text);
    parser.on('cdata', text);
  }
  let silent = 0;
  const write = (piece: Buffer): void => {
    const characters = decoder.decode(piece, { stream: true });
    const before = events;
    parser.write(characters);
    silent = events > before ? 0 : silent + characters.length;
    if (silent > LIMITS.xmlPiece) throw tooLong(path);
  };
  const feed = shortcut === undefined ? { write, end: () => {} } : createFeed(write, () => events, shortcut);
  const holdsDoctype = createSearch(DOCTYPE);
  try {
    for await (const piece of bytes) {
      if (holdsDoctype(piece)) throw hasDoctype(path);
      feed.write(piece);
      yield;
    }
    feed.end();
    decoder.decode();
    parser.close();
    yield;
  } catch (error) {
    throw damaged(path, error);
  }
}

/** A part that is read as a whole before anything else. */
export async function readXml(
  path: string,
  bytes: AsyncIterable<Buffer>,
  handlers: XmlHandlers,
  shortcut?: Shortcut,
): Promise<void> {
  for await (const _ of parseXml(path, bytes, handlers, shortcut)) {
    // Its handlers see all.
  }
}

/** Whether bytes hold a word, also one that is cut between them and those before. */
function createSearch(word: string): (piece: Buffer) => boolean {
  const most = word.length - 1;
  let last = '';
  return (piece) => {
    const cut = `${last}${piece.toString('latin1', 0, most)}`.includes(word);
    last = `${last}${piece.toString('latin1', Math.max(0, piece.length - most))}`.slice(-most);
    return cut || piece.includes(word);
  };
}

function local(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

const hasDoctype = (path: string) =>
  refused(path, '含文档类型声明（DTD），疑为 XML 炸弹', 'it declares a document type (DTD); it may be an XML bomb', {
    limit: 'doctype',
  });

const tooDeep = (path: string) =>
  refused(path, `XML 嵌套超过${LIMITS.depth}层`, `its XML is nested deeper than ${LIMITS.depth}`, {
    limit: 'depth',
    most: LIMITS.depth,
  });

const tooLong = (path: string) =>
  refused(
    path,
    `一个单元格或标记超过${LIMITS.xmlPiece}个字符`,
    `a cell or tag of it has more than ${LIMITS.xmlPiece} characters`,
    { limit: 'xmlPiece', most: LIMITS.xmlPiece },
  );
