import { readFile } from 'node:fs/promises';
import { createClient, INDICATOR_CODES, OverviewDocument } from 'anlan/client';
import { build } from 'esbuild';
import { expect, test, vi } from 'vitest';
import { indicators } from '../../src/indicators/index.ts';

const root = new URL('../../', import.meta.url);

test('the package entry holds the codes of the catalogue and the documents, and asks with the key', async () => {
  expect([...INDICATOR_CODES]).toEqual([...indicators.keys()]);
  const sent = vi.spyOn(globalThis, 'fetch').mockResolvedValue(Response.json({ data: { region: null } }));
  const { ask } = createClient({ url: 'https://anlan.example/graphql', key: 'k' });
  const answer = await ask(OverviewDocument, { region: '35', codes: ['mediation.found'], period: '2021' });
  expect(answer.region?.fullName).toBeUndefined();
  expect(sent.mock.calls[0]?.[0]).toBe('https://anlan.example/graphql');
  expect(new Headers(sent.mock.calls[0]?.[1]?.headers).get('authorization')).toBe('Bearer k');
  expect(String(sent.mock.calls[0]?.[1]?.body)).toContain('query Overview');
  sent.mockRestore();
});

test('a client tells what it has seen, and forgets it when that is refused', async () => {
  const told = [{ version: '7' }, { status: 400 }, { version: '5' }];
  const sent = vi.spyOn(globalThis, 'fetch').mockImplementation(async () => {
    const { version, status = 200 } = told.shift() ?? {};
    const body = status === 200 ? { data: { region: null } } : { errors: [{ message: 'never told' }] };
    return Response.json(body, { status, headers: version === undefined ? {} : { 'anlan-data-version': version } });
  });
  const { ask } = createClient({ url: 'https://anlan.example/graphql', key: 'k' });
  const variables = { region: '35', codes: ['mediation.found'], period: '2021' };
  await ask(OverviewDocument, variables);
  await expect(ask(OverviewDocument, variables)).rejects.toThrow('never told');
  await ask(OverviewDocument, variables);
  await ask(OverviewDocument, variables);
  const headers = sent.mock.calls.map(([, init]) => new Headers(init?.headers).get('anlan-data-version'));
  expect(headers).toEqual([null, '7', null, '5']);
  sent.mockRestore();
});

test('schema/client/index.js is what its sources make; otherwise run `npm run publish`', async () => {
  const { outputFiles } = await build({
    entryPoints: [new URL('src/client/index.ts', root).pathname],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
  });
  expect(outputFiles[0]?.text === (await readFile(new URL('schema/client/index.js', root), 'utf8'))).toBe(true);
});
