import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { viewerOfKey } from '../../src/access/key-check.ts';
import { revokeKey } from '../../src/access/keys.ts';
import { createWebhook, listWebhooks, noteRefused, noteTaken, takeDueWebhooks } from '../../src/access/webhooks.ts';
import { mediations } from '../../src/datasets/mediations.ts';
import { type Delivered, deliver } from '../../src/server/webhooks/deliver.ts';
import { post, targetOf } from '../../src/server/webhooks/post.ts';
import { createWorld, type World } from '../api/world.ts';
import { type SeedRegion, seed } from '../seed.ts';

interface Letter {
  readonly body: string;
  readonly signature: string;
}

const CITY = '350500000000';
const letters: Letter[] = [];
let answerWith = 200;
let address = '';
let world: World;
let land: ReturnType<typeof seed>;
let township: SeedRegion;
let serial = 0;

const agency = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    letters.push({ body: Buffer.concat(parts).toString(), signature: String(request.headers['anlan-signature']) });
    response.writeHead(answerWith, { location: 'http://127.0.0.1:1/' }).end();
  });
});

beforeAll(async () => {
  world = await createWorld(async (db) => {
    land = seed(db);
    const city = await land.region('city', '泉州市', null, { code: CITY });
    township = await land.region('township', '一镇', await land.region('county', '一县', city));
    await found();
  });
  agency.listen(0, '127.0.0.1');
  await once(agency, 'listening');
  const bound = agency.address();
  address = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}/anlan`;
});
afterAll(async () => {
  agency.close();
  await world.close();
});

async function found(): Promise<number> {
  const row = {
    serial: `W${serial++}`,
    region: township.id,
    foundOn: '2021-03-05',
    acceptedOn: '2021-03-05',
    outcome: 'pending',
  };
  return land.rows(mediations, [row], { covers: { region: township, from: '2021-03-01', to: '2021-03-01' } });
}

async function deliverDue(): Promise<readonly Delivered[]> {
  const { db } = world.database;
  await world.app.refresh();
  const told: Delivered[] = [];
  for (const webhook of await takeDueWebhooks(db)) {
    told.push(
      await deliver(webhook, {
        answer: world.app.answer,
        viewerOf: (id) => viewerOfKey(db, id),
        taken: (id, through) => noteTaken(db, id, through),
        refused: (id, error) => noteRefused(db, id, error),
        newest: world.app.version,
        clock: () => new Date(),
        allowedHosts: ['127.0.0.1'],
      }),
    );
  }
  return told;
}

const versions = () => letters.map(({ body }) => JSON.parse(body).dataChanged.version);

test('an agency is told of each import once, signed, and again only until it has taken it', async () => {
  const { db } = world.database;
  const key = await world.key(['indicators:read'], [CITY]);
  const keyId = key.slice(6, 14);
  const { id, secret } = await createWebhook(db, {
    keyId,
    url: address,
    within: CITY,
    indicators: ['mediation.found'],
  });
  expect(await deliverDue()).toEqual([]);

  const first = await found();
  expect(await deliverDue()).toEqual([{ id, sent: 1, error: null }]);
  expect(versions()).toEqual([first]);
  const [letter] = letters;
  const [, seconds, sum] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(letter?.signature ?? '') ?? [];
  expect(sum).toBe(createHmac('sha256', secret).update(`${seconds}.${letter?.body}`).digest('hex'));
  expect(JSON.parse(letter?.body ?? '').dataChanged.values[0]).toMatchObject({
    before: { formatted: '1' },
    after: { formatted: '2' },
  });

  answerWith = 500;
  const second = await found();
  const third = await found();
  expect(await deliverDue()).toMatchObject([{ sent: 0, error: expect.stringContaining('500') }]);
  expect(await deliverDue()).toEqual([]);
  const [waiting] = await listWebhooks(db);
  expect(waiting).toMatchObject({ failures: 1, sentThrough: first });
  expect((waiting?.nextTryAt.getTime() ?? 0) - Date.now()).toBeGreaterThan(5000);

  answerWith = 200;
  letters.length = 0;
  await sql`/* test.due */ update webhooks set next_try_at = now()`.execute(db);
  expect(await deliverDue()).toEqual([{ id, sent: 2, error: null }]);
  expect(versions()).toEqual([second, third]);

  letters.length = 0;
  await revokeKey(db, keyId);
  await found();
  expect(await deliverDue()).toMatchObject([{ sent: 0, error: expect.stringContaining('no longer in force') }]);
  expect(letters).toEqual([]);
});

test.each([
  'http://example.com/',
  'ftp://example.com/',
  'https://user:secret@example.com/',
  'https://127.0.0.1/',
  'https://10.1.2.3/',
  'https://192.168.1.1/',
  'https://169.254.169.254/latest',
  'https://[::1]/',
  'https://[::ffff:10.0.0.1]/',
  'https://[fd00::1]/',
  'https://0x7f.1/',
  'https://2130706433/',
  'https://localhost/',
  'nonsense',
])('%s is not called', async (url) => {
  await expect(targetOf(url, [])).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
});

test('an allowed host may be private; a redirect is not followed', async () => {
  answerWith = 302;
  letters.length = 0;
  expect(await post({ url: address, body: '{}', headers: {}, allowedHosts: ['127.0.0.1'] })).toBe(302);
  expect(letters).toHaveLength(1);
});
