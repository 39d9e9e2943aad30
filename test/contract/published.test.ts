import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { datasets } from '../../src/datasets/index.ts';
import { printContract } from '../../src/graphql/contract.ts';
import { indicators, themes } from '../../src/indicators/index.ts';

const contract = printContract({ datasets, indicators, themes });

test.each(Object.keys(contract))('schema/%s is what the code prints; otherwise run `npm run publish`', async (name) => {
  const published = await readFile(new URL(`../../schema/${name}`, import.meta.url), 'utf8');
  expect(published === contract[name]).toBe(true);
});
