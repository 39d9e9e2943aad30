import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, realpathSync, renameSync, statSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join, parse } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { AnlanError } from '../../kernel/errors.ts';
import type { Log } from '../log.ts';
import { leaseAddress } from './address.ts';
import { SURROUNDINGS } from './binaries.ts';
import { type Answer, type Keeping, listen, say } from './conversation.ts';
import { isAlive } from './pid-file.ts';
import { ROLE } from './role.ts';
import { derive, proves, readSecret } from './secret.ts';

export interface JoinOptions {
  readonly dataDir: string;
  readonly log?: Log | undefined;
  readonly onProgress?: ((text: string) => void) | undefined;
  /** For tests: nothing is synced to disk, and the data goes when the last one leaves. */
  readonly throwaway?: boolean | undefined;
}

export interface Embedded {
  readonly url: string;
  /** Resolves when the lease is given back; for the last one, when PostgreSQL and its keeper have ended. */
  leave(): Promise<void>;
}

interface Lease {
  readonly socket: Socket;
  readonly port: number;
  /** Its process. */
  readonly keeper: number;
}

const PATIENCE_MS = 120_000;
const LEAVE_MS = 60_000;
const LAST_BREATH_MS = 500;
const STEP_MS = 20;
const LARGE_LOG = 10_000_000;
const KEEPER = fileURLToPath(new URL('./keeper.ts', import.meta.url));

async function prepareFolder(dataDir: string): Promise<{ dataDir: string; secret: string }> {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const folder = realpathSync(dataDir);
    mkdirSync(join(folder, 'logs'), { recursive: true, mode: 0o700 });
    return { dataDir: folder, secret: await readSecret(folder) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AnlanError('CONFIGURATION', `DATA_DIR ${dataDir} cannot be written: ${reason}`, {}, error);
  }
}

function openLog(dataDir: string): number {
  const path = join(dataDir, 'logs', 'postgres.log');
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LARGE_LOG) renameSync(path, `${path}.1`);
  return openSync(path, 'a', 0o600);
}

/** The keeper outlives whoever starts it, in a session of its own, so that a Ctrl-C here does not reach it. */
function startKeeper(keeping: Keeping): ChildProcess {
  const output = openLog(keeping.dataDir);
  const keeper = spawn(process.execPath, [KEEPER, JSON.stringify(keeping)], {
    cwd: parse(keeping.dataDir).root,
    detached: true,
    env: SURROUNDINGS,
    stdio: ['ignore', output, output],
    windowsHide: true,
  });
  keeper.on('error', () => undefined);
  keeper.unref();
  closeSync(output);
  return keeper;
}

async function reach(address: string): Promise<Socket | undefined> {
  const socket = connect(address);
  try {
    await once(socket, 'connect');
    socket.on('error', () => undefined);
    return socket;
  } catch {
    return undefined;
  }
}

/** A lease, or undefined when this keeper is on its way out and another has to be started. */
async function askForLease(
  socket: Socket,
  secret: string,
  onProgress: ((text: string) => void) | undefined,
): Promise<Lease | undefined> {
  const nonce = randomBytes(16).toString('hex');
  const lease = await new Promise<Lease | undefined>((resolve, reject) => {
    socket.once('close', () => resolve(undefined));
    listen(socket, (line) => {
      const answer = line as Answer;
      if (answer.kind === 'progress') onProgress?.(answer.text);
      if (answer.kind === 'refused') reject(new AnlanError('DATABASE_UNAVAILABLE', answer.message));
      if (answer.kind === 'stopping') resolve(undefined);
      if (answer.kind !== 'ready') return;
      if (proves(answer.proof, secret, `keeper ${nonce}`)) resolve({ socket, ...answer });
      else socket.destroy();
    });
    say(socket, { kind: 'join', nonce, proof: derive(secret, `client ${nonce}`) });
  }).catch((refusal) => {
    socket.destroy();
    throw refusal;
  });
  if (!lease) await closed(socket);
  return lease;
}

async function closed(socket: Socket, patienceMs = LEAVE_MS): Promise<void> {
  if (!socket.closed) await once(socket, 'close', { signal: AbortSignal.timeout(patienceMs) }).catch(() => undefined);
  socket.destroy();
}

/** The last one to leave also sees the keeper off: its socket closes a moment before its process is gone. */
async function giveBack({ socket, keeper }: Lease): Promise<void> {
  let last = true;
  socket.ref();
  listen(socket, (line) => {
    if ((line as Answer).kind === 'left') last = false;
  });
  say(socket, { kind: 'leave' });
  await closed(socket);
  for (let waited = 0; last && waited < LAST_BREATH_MS && isAlive(keeper); waited += STEP_MS) await pause(STEP_MS);
}

async function takeLease(keeping: Keeping, secret: string, options: JoinOptions): Promise<Lease> {
  let keeper: ChildProcess | undefined;
  let failures = 0;
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await pause(STEP_MS)) {
    const socket = await reach(keeping.address);
    const lease = socket && (await askForLease(socket, secret, options.onProgress));
    if (lease) return lease;
    if (keeper && keeper.exitCode === null && keeper.signalCode === null) continue;
    if (keeper?.exitCode) failures += 1;
    if (failures > 2) break;
    keeper = startKeeper(keeping);
  }
  const log = join(keeping.dataDir, 'logs', 'postgres.log');
  throw new AnlanError('DATABASE_UNAVAILABLE', `The embedded PostgreSQL could not be started; ${log} says why.`);
}

/**
 * Joins the embedded PostgreSQL of a data folder, or starts it. Server and scripts share one: the last to leave
 * stops it. Should its keeper be killed, those who are left find it a new one.
 */
export async function joinEmbedded(options: JoinOptions): Promise<Embedded> {
  const { log } = options;
  const { dataDir, secret } = await prepareFolder(options.dataDir);
  const keeping = { dataDir, address: leaseAddress(dataDir, secret), throwaway: options.throwaway ?? false };
  let leaving = false;
  let lease = await takeLease(keeping, secret, options);
  const { port } = lease;

  function watch({ socket }: Lease): void {
    socket.unref();
    socket.once('close', () => {
      if (!leaving) void rejoin();
    });
  }

  async function rejoin(): Promise<void> {
    log?.warn('the keeper of the embedded PostgreSQL is gone, looking for another');
    try {
      lease = await takeLease(keeping, secret, { ...options, onProgress: undefined });
      if (leaving) lease.socket.destroy();
      else watch(lease);
      if (lease.port !== port) log?.error(`the embedded PostgreSQL moved to port ${lease.port}: restart this program`);
    } catch (error) {
      log?.error({ err: error }, 'the embedded PostgreSQL is gone');
    }
  }

  watch(lease);
  return {
    url: `postgres://${ROLE}:${derive(secret, ROLE)}@127.0.0.1:${port}/${ROLE}`,
    async leave() {
      if (leaving) return;
      leaving = true;
      await giveBack(lease);
    },
  };
}
