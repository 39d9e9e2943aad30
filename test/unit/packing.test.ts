import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packed, packingFor, sealed } from '../../src/server/answers/packing.ts';

describe('what was packed before, with an ending of its own', () => {
  test.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const)('%s', async (packing, open) => {
    const bytes = fc.uint8Array({ maxLength: 5000 });
    const ending = fc.uint8Array({ minLength: 1, maxLength: 600 });
    await fc.assert(
      fc.asyncProperty(bytes, fc.array(ending, { minLength: 1, maxLength: 3 }), async (content, endings) => {
        const plain = Buffer.from(content);
        const body = await packed(plain, packing);
        for (const last of endings) {
          const whole = sealed(packing, body, plain, Buffer.from(last));
          expect(open(whole).equals(Buffer.concat([plain, last]))).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
    const long = Buffer.from('安澜'.repeat(100_000));
    const whole = sealed(packing, await packed(long, packing), long, Buffer.from('}'));
    expect(open(whole).toString()).toBe(`${long}}`);
    expect(whole.length).toBeLessThan(long.length / 100);
  });
});

test.each([
  [undefined, null],
  ['', null],
  ['identity', null],
  ['gzip', 'gzip'],
  ['gzip, deflate, br', 'br'],
  ['br;q=0, gzip;q=0.5', 'gzip'],
  ['gzip;q=0.0', null],
  ['BR', 'br'],
])('accept-encoding %s: %s', (accepted, packing) => {
  expect(packingFor(accepted)).toBe(packing);
});
