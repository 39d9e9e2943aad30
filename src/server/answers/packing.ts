import { promisify } from 'node:util';
import { brotliCompress, constants, crc32, deflateRaw } from 'node:zlib';

/** How an answer is packed for who takes it so. */
export type Packing = 'br' | 'gzip';

/** Shorter ones are not worth it. */
export const LEAST_TO_PACK = 1400;

const deflate = promisify(deflateRaw);
const brotli = promisify(brotliCompress);

/** What stays the same of an answer, packed, open at its end. */
export function packed(plain: Buffer, packing: Packing): Promise<Buffer> {
  if (packing === 'gzip') return deflate(plain, { level: 5, finishFlush: constants.Z_SYNC_FLUSH });
  const params = { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length };
  return brotli(plain, { params, finishFlush: constants.BROTLI_OPERATION_FLUSH });
}

/**
 * The whole: what was packed before, and an ending of at most 65,535 bytes that is stored as it is (RFC 1951, 3.2.4; RFC
 * 1952; RFC 7932, 9.2).
 */
export function sealed(packing: Packing, body: Buffer, plain: Buffer, ending: Buffer): Buffer {
  if (packing === 'br') {
    const head = Buffer.alloc(3);
    head.writeUIntLE(((ending.length - 1) << 3) | (1 << 19), 0, 3);
    return Buffer.concat([body, head, ending, EMPTY_LAST]);
  }
  const stored = Buffer.alloc(5);
  stored[0] = 1;
  stored.writeUInt16LE(ending.length, 1);
  stored.writeUInt16LE(~ending.length & 0xffff, 3);
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(ending, crc32(plain)), 0);
  trailer.writeUInt32LE((plain.length + ending.length) >>> 0, 4);
  return Buffer.concat([GZIP_HEAD, body, stored, ending, trailer]);
}

const GZIP_HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
const EMPTY_LAST = Buffer.from([3]);

/** The best packing that a client takes. */
export function packingFor(accepted: string | null | undefined): Packing | null {
  if (accepted === null || accepted === undefined) return null;
  const takes = (name: string): boolean =>
    accepted.split(',').some((one) => {
      const [coding = '', ...parameters] = one.split(';').map((part) => part.trim().toLowerCase());
      return coding === name && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
    });
  if (takes('br')) return 'br';
  return takes('gzip') ? 'gzip' : null;
}
