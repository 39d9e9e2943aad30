import { createHash } from 'node:crypto';
import { TextDecoder } from 'node:util';
import iconv from 'iconv-lite';
import { AnlanError } from '../../kernel/errors.ts';
import type { Label } from '../../kernel/label.ts';
import { fileBytes } from './file-bytes.ts';
import { unmarkedUtf16 } from './unmarked-utf16.ts';

export type TextEncoding = 'utf-8' | 'utf-8-bom' | 'gb18030' | 'utf-16le' | 'utf-16be';

export interface InspectedText {
  readonly sha256: string;
  readonly encoding: TextEncoding;
  /** Why it was taken for this encoding. */
  readonly evidence: Label;
}

/** One pass over a text file: its hash, and the encoding in which all of it can be read. */
export async function inspectText(path: string): Promise<InspectedText> {
  const hash = createHash('sha256');
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let valid = true;
  let first: Buffer | null = null;
  let wide = false;
  for await (const chunk of fileBytes(path)) {
    hash.update(chunk);
    first ??= Buffer.from(chunk);
    wide ||= chunk.some((byte) => byte > 0x7f);
    valid &&= decodes(utf8, chunk);
  }
  valid &&= decodes(utf8, null);
  return { sha256: hash.digest('hex'), ...encodingOf(first ?? Buffer.alloc(0), valid, wide) };
}

/** The text of a file, strictly decoded. @throws AnlanError FILE_UNREADABLE at the first byte that is no character */
export async function* decodeText(path: string, encoding: TextEncoding): AsyncGenerator<string> {
  yield* encoding === 'utf-8' || encoding === 'utf-8-bom' ? decodeUtf8(path) : decodeStrictly(path, encoding);
}

/** All of it was found to be valid. The decoder of the platform takes less than half of the time of iconv-lite's. */
async function* decodeUtf8(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8');
  for await (const chunk of fileBytes(path)) yield decoder.decode(chunk, { stream: true });
}

async function* decodeStrictly(path: string, encoding: TextEncoding): AsyncGenerator<string> {
  const decoder = iconv.getDecoder(encoding);
  let line = 1;
  for await (const chunk of fileBytes(path)) {
    const text = decoder.write(chunk);
    if (text.includes(NO_CHARACTER)) throw await mixed(path, encoding, line + linesBefore(text));
    line += lineEnds(text);
    yield text;
  }
  const last = decoder.end() ?? '';
  if (last.includes(NO_CHARACTER)) throw await mixed(path, encoding, line);
  if (last !== '') yield last;
}

function encodingOf(first: Buffer, utf8: boolean, wide: boolean): Omit<InspectedText, 'sha256'> {
  const marked = MARKS.find(({ mark }) => mark.every((byte, at) => first[at] === byte));
  if (marked !== undefined && (marked.encoding !== 'utf-8-bom' || utf8)) {
    const evidence = { zh: '文件开头有字节顺序标记', en: 'the file begins with its byte order mark' };
    return { encoding: marked.encoding, evidence };
  }
  const pairs = unmarkedUtf16(first);
  if (pairs !== null) {
    const evidence = {
      zh: '字节成对，西文字符各带一个零字节',
      en: 'bytes come in pairs, letters with a zero byte each',
    };
    return { encoding: pairs, evidence };
  }
  if (!utf8) {
    const evidence = { zh: '不是有效的 UTF-8，按 GB18030 可读', en: 'not valid as UTF-8, readable as GB18030' };
    return { encoding: 'gb18030', evidence };
  }
  const evidence = wide
    ? { zh: '全文是有效的 UTF-8', en: 'all of it is valid UTF-8' }
    : { zh: '全文只有 ASCII 字符', en: 'all of it is ASCII' };
  return { encoding: 'utf-8', evidence };
}

const MARKS: readonly { readonly encoding: TextEncoding; readonly mark: readonly number[] }[] = [
  { encoding: 'utf-16le', mark: [0xff, 0xfe] },
  { encoding: 'utf-16be', mark: [0xfe, 0xff] },
  { encoding: 'utf-8-bom', mark: [0xef, 0xbb, 0xbf] },
];

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

function lineEnds(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

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
  for await (const chunk of fileBytes(path)) {
    const text = decoder.decode(chunk, { stream: true });
    if (text.includes(NO_CHARACTER)) return line + linesBefore(text);
    line += lineEnds(text);
  }
  return line;
}
