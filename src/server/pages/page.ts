import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { lazy } from '../../kernel/lazy.ts';
import type { Packing } from '../answers/packing.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** A file as it is served: as it is, and packed where that makes it smaller. */
export interface Page {
  readonly type: string;
  readonly etag: string;
  /** Its name holds its content: it may be kept for good. */
  readonly immutable: boolean;
  readonly plain: Bytes;
  /** Packed when somebody first takes it so; null for a file that is too small. */
  readonly packed: Readonly<Record<Packing, () => Promise<Bytes>>> | null;
}

/** Pages by address. */
export interface Pages {
  get(path: string): Page | undefined | Promise<Page | undefined>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8',
};
const LEAST_TO_PACK = 1024;

/** Undefined for a kind of file that is not served. */
export const mediaType = (extension: string): string | undefined => TYPES[extension];

export function createPage(type: string, content: string | Uint8Array, immutable: boolean): Page {
  const plain = new Uint8Array(Buffer.from(content));
  const worth = plain.length >= LEAST_TO_PACK;
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length };
  return {
    type,
    immutable,
    plain,
    etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 27)}"`,
    packed: worth
      ? {
          br: lazy(async () => new Uint8Array(await promisify(brotliCompress)(plain, { params }))),
          gzip: lazy(async () => new Uint8Array(await promisify(gzip)(plain))),
        }
      : null,
  };
}
