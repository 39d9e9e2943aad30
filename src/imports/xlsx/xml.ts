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
  const feed = createFeed(
    (piece) => parser.write(piece),
    () => events,
    shortcut,
  );
  let silent = 0;
  let last = '';
  try {
    for await (const chunk of bytes) {
      const piece = decoder.decode(chunk, { stream: true });
      if (`${last}${piece.slice(0, DOCTYPE.length)}`.includes(DOCTYPE) || piece.includes(DOCTYPE))
        throw hasDoctype(path);
      last = `${last}${piece}`.slice(1 - DOCTYPE.length);
      const before = events;
      const taken = feed.write(piece);
      silent = taken || events > before ? 0 : silent + piece.length;
      if (silent > LIMITS.xmlPiece) throw tooLong(path);
      yield;
    }
    decoder.decode();
    feed.end();
    parser.close();
    yield;
  } catch (error) {
    throw damaged(path, error);
  }
}

/** A part that is read as a whole before anything else. */
export async function readXml(path: string, bytes: AsyncIterable<Buffer>, handlers: XmlHandlers): Promise<void> {
  for await (const _ of parseXml(path, bytes, handlers)) {
    // Its handlers see all.
  }
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
