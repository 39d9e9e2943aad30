import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { TextDecoder } from 'node:util';
import iconv from 'iconv-lite';
import { AnlanError } from '../../kernel/errors.ts';
import { fileError } from './file-kind.ts';

export type TextEncoding = 'utf-8' | 'utf-8-bom' | 'gb18030' | 'utf-16le' | 'utf-16be';

/** One pass over a text file: its hash, and the encoding in which all of it can be read. */
export async function inspectText(path: string): Promise<{ readonly sha256: string; readonly encoding: TextEncoding }> {
  const hash = createHash('sha256');
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let valid = true;
  let first: Buffer | null = null;
  for await (const chunk of bytes(path)) {
    hash.update(chunk);
    first ??= chunk;
    valid &&= decodes(utf8, chunk);
  }
  valid &&= decodes(utf8, null);
  return { sha256: hash.digest('hex'), encoding: encodingOf(first, valid) };
}

/** The text of a file, strictly decoded. @throws AnlanError FILE_UNREADABLE at the first byte that is no character */
export async function* decodeText(path: string, encoding: TextEncoding): AsyncGenerator<string> {
  const name = encoding === 'utf-8-bom' ? 'utf-8' : encoding;
  const decoder = iconv.getDecoder(name);
  let line = 1;
  for await (const chunk of bytes(path)) {
    const text = decoder.write(chunk);
    if (name !== 'utf-8' && text.includes(NO_CHARACTER)) throw await mixed(path, encoding, line + linesBefore(text));
    line += text.split('\n').length - 1;
    yield text;
  }
  const last = decoder.end() ?? '';
  if (name !== 'utf-8' && last.includes(NO_CHARACTER)) throw await mixed(path, encoding, line);
  if (last !== '') yield last;
}

async function* bytes(path: string): AsyncGenerator<Buffer> {
  const stream: AsyncIterable<Buffer> = createReadStream(path);
  try {
    yield* stream;
  } catch (error) {
    throw fileError(path, error);
  }
}

function encodingOf(first: Buffer | null, utf8: boolean): TextEncoding {
  const [a, b, c] = first ?? [];
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (!utf8) return 'gb18030';
  return a === 0xef && b === 0xbb && c === 0xbf ? 'utf-8-bom' : 'utf-8';
}

function decodes(decoder: TextDecoder, chunk: Buffer | null): boolean {
  try {
    if (chunk === null) decoder.decode();
    else decoder.decode(chunk, { stream: true });
    return true;
  } catch {
    return false;
  }
}

const NO_CHARACTER = '\ufffd';

const linesBefore = (text: string): number => text.slice(0, text.indexOf(NO_CHARACTER)).split('\n').length - 1;

async function mixed(path: string, encoding: TextEncoding, line: number): Promise<AnlanError> {
  const first = encoding === 'gb18030' ? await firstLineNotUtf8(path) : null;
  const [zh, en] = first === null ? ['', ''] : [`第${first}行不是 UTF-8，`, `in line ${first} not UTF-8, `];
  const label = {
    zh: `${path} 的编码不一致：${zh}第${line}行不是 ${encoding}；请另存为 UTF-8`,
    en: `${path} is of mixed encodings: ${en}in line ${line} not ${encoding}; save it as UTF-8`,
  };
  return new AnlanError('FILE_UNREADABLE', label, { file: path, encoding, line: first ?? line });
}

async function firstLineNotUtf8(path: string): Promise<number> {
  const decoder = new TextDecoder('utf-8');
  let line = 1;
  for await (const chunk of bytes(path)) {
    const text = decoder.decode(chunk, { stream: true });
    if (text.includes(NO_CHARACTER)) return line + linesBefore(text);
    line += text.split('\n').length - 1;
  }
  return line;
}
