import { hash } from 'node:crypto';
import type { Call, DataRead } from '../calls/call.ts';
import { contentExtensions } from './extensions.ts';
import { type Packing, packed, sealed } from './packing.ts';

/** An answer up to what its key has left, which stands last: as bytes, plain and packed. */
export interface Content {
  readonly etag: string;
  /** Open at its end. */
  readonly plain: Buffer;
  /** What follows, in ASCII. */
  readonly ending: (cost: Call['cost']) => string;
  /** The whole body packed: what stays the same is packed once. */
  readonly packedBody: (packing: Packing, cost: Call['cost']) => Promise<Buffer>;
  /** Bytes that it holds. */
  readonly size: () => number;
}

/** @param data as JSON */
export function createContent(data: string, call: Call, read: DataRead): Content {
  const extensions = JSON.stringify(contentExtensions(call, read));
  const plain = Buffer.from(`{"data":${data},"extensions":${extensions.slice(0, -1)}`);
  const shrunk = new Map<Packing, Promise<Buffer>>();
  const shrink = (packing: Packing): Promise<Buffer> => {
    const known = shrunk.get(packing) ?? packed(plain, packing);
    shrunk.set(packing, known);
    return known;
  };
  const etag = etagOf(plain);
  return {
    etag,
    plain,
    ending,
    packedBody: async (packing, cost) => sealed(packing, await shrink(packing), plain, Buffer.from(ending(cost))),
    // Packed twice it takes less than once again.
    size: () => 2 * plain.length,
  };
}

/** What is left of the budget differs from answer to answer, and stands last. */
export const COST = ',"cost":{';

function ending(cost: Call['cost']): string {
  if (cost === undefined) return '}}';
  const { requested, objects, remaining, limit, perMinute } = cost;
  return `${COST}"requested":${requested},"objects":${objects},"remaining":${remaining},"limit":${limit},"perMinute":${perMinute}}}}`;
}

/** Names an answer after its content. */
export const etagOf = (content: string | Uint8Array): string => `"${hash('sha1', content, 'base64url')}"`;
