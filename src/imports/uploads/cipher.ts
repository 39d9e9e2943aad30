import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { AnlanError } from '../../kernel/errors.ts';

const ALGORITHM = 'aes-256-gcm';
const IV = 12;
const TAG = 16;

/** What the owner of an upload is given: its name and its key at once. */
export const newUploadId = (): string => randomBytes(32).toString('base64url');

/** Under which an upload is kept: tells nothing of its key. */
export const keptId = (id: string): string => createHash('sha256').update(id).digest('hex');

const keyOf = (id: string): Buffer => Buffer.from(hkdfSync('sha256', id, '', 'anlan upload', 32));

export function encipher(id: string, ordinal: number, plain: Buffer): Buffer {
  const iv = randomBytes(IV);
  const cipher = createCipheriv(ALGORITHM, keyOf(id), iv).setAAD(Buffer.from(String(ordinal)));
  const content = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), content]);
}

/** @throws AnlanError INTERNAL for what was changed meanwhile */
export function decipher(id: string, ordinal: number, kept: Buffer): Buffer {
  const decipherer = createDecipheriv(ALGORITHM, keyOf(id), kept.subarray(0, IV))
    .setAAD(Buffer.from(String(ordinal)))
    .setAuthTag(kept.subarray(IV, IV + TAG));
  try {
    return Buffer.concat([decipherer.update(kept.subarray(IV + TAG)), decipherer.final()]);
  } catch (error) {
    throw new AnlanError('INTERNAL', 'expected the parts of an upload as they were kept', {}, error);
  }
}
