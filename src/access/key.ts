import { hash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** `anlan_<id>_<secret>_<checksum>`: the prefix says whose it is, the checksum tells a typo from a wrong key. */
const KEY = /^anlan_([0-9A-Za-z]{8})_([0-9A-Za-z]{43})_([0-9A-Za-z]{6})$/;
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** A key is never longer; longer headers are not looked at. */
export const LONGEST_KEY = 70;

export interface Key {
  readonly id: string;
  /** The whole key as it is shown once. */
  readonly text: string;
  /** SHA-256 of the secret: the only thing that is stored of it. */
  readonly secretHash: Buffer;
}

/** A new key with a secret of 256 random bits. */
export function mintKey(): Key {
  const id = base62(randomBytes(6), 8).slice(-8);
  const secret = base62(randomBytes(32), 43);
  const body = `anlan_${id}_${secret}`;
  return { id, text: `${body}_${checksum(body)}`, secretHash: hashOf(secret) };
}

/** The parts of a key, or null when the text is none (wrong form or checksum). */
export function readKey(text: string): Omit<Key, 'text'> | null {
  if (text.length > LONGEST_KEY) return null;
  const [, id, secret, sum] = KEY.exec(text) ?? [];
  if (id === undefined || secret === undefined || sum !== checksum(`anlan_${id}_${secret}`)) return null;
  return { id, secretHash: hashOf(secret) };
}

/** The text with the secret of every key in it cut away, for logs. */
export const withoutSecrets = (text: string): string => text.replace(/(anlan_[0-9A-Za-z]{8})_[0-9A-Za-z_]+/g, '$1_…');

/** By way of a string: a buffer made by `hash` takes four times as long. */
function hashOf(secret: string): Buffer {
  return Buffer.from(hash('sha256', secret, 'binary'), 'latin1');
}

function checksum(body: string): string {
  let text = '';
  for (let rest = crc32(body); rest > 0; rest = Math.floor(rest / 62)) text = DIGITS.charAt(rest % 62) + text;
  return text.padStart(6, '0');
}

function base62(bytes: Buffer, length: number): string {
  return digits(BigInt(`0x${bytes.toString('hex')}`), length);
}

function digits(number: bigint, length: number): string {
  let text = '';
  for (let rest = number; rest > 0n; rest /= 62n) text = DIGITS.charAt(Number(rest % 62n)) + text;
  return text.padStart(length, '0');
}
