import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { requireSpace } from '../../../src/db/embedded/space.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'anlan-space-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, bytes: number): string {
  const path = join(folder, name);
  writeFileSync(path, '');
  // It has a length, but takes no space.
  truncateSync(path, bytes);
  return path;
}

test('a file for which there is no room is refused, with what it needs and what is free', async () => {
  await expect(requireSpace(folder, file('large.csv', 2 ** 43), false)).rejects.toMatchObject({
    code: 'DATABASE_UNAVAILABLE',
    message: expect.stringMatching(/needs about \d+ MB, \d+ MB are free; nothing was imported/),
    details: { wanted: 200_000_000 + 8 * 2 ** 43, free: expect.any(Number) },
  });
});

test('a workbook grows more than text', async () => {
  await expect(requireSpace(folder, file('large', 2 ** 40), true)).rejects.toMatchObject({
    details: { wanted: 200_000_000 + 60 * 2 ** 40 },
  });
});

test('a small one passes, and one that is not there is told of elsewhere', async () => {
  await requireSpace(folder, file('small.csv', 1000), false);
  await requireSpace(folder, join(folder, 'nothing.csv'), false);
});
