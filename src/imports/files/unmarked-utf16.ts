const LOOKED_AT = 4096;
const CLEARLY = 4;

/** UTF-16 without a byte order mark: zero bytes, those of commas, digits and line ends, stand on one side of the pairs. */
export function unmarkedUtf16(head: Buffer): 'utf-16le' | 'utf-16be' | null {
  const pairs = Buffer.from(head.subarray(0, LOOKED_AT - (LOOKED_AT % 2)));
  const zeros = { even: 0, odd: 0 };
  for (const [at, byte] of pairs.entries()) if (byte === 0) zeros[at % 2 === 0 ? 'even' : 'odd'] += 1;
  if (zeros.odd > CLEARLY * zeros.even) return hasLineEnd(pairs) ? 'utf-16le' : null;
  if (zeros.even <= CLEARLY * zeros.odd) return null;
  return hasLineEnd(pairs.subarray(0, pairs.length - (pairs.length % 2)).swap16()) ? 'utf-16be' : null;
}

const hasLineEnd = (pairs: Buffer): boolean => /[\r\n]/.test(pairs.toString('utf16le'));
