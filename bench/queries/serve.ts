import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export interface Served {
  readonly url: string;
  /** Memory that the process holds now, in MB; NaN where the system does not tell. */
  readonly memory: () => number;
  /** Of one that was started with `holds.ts`: CPU milliseconds of the longest hold of its event loop while this was done. */
  readonly held: (work: () => Promise<unknown>) => Promise<number>;
  readonly stop: () => Promise<void>;
}

const PATIENCE_MS = 60_000;
const STEP_MS = 20;

/** Starts a server as a process of its own, and waits until `ready` answers. @throws if it never does, and then nothing is left running */
export async function serve(
  argv: readonly string[],
  environment: Readonly<Record<string, string>>,
  ready: string,
): Promise<Served> {
  const port = String(await freePort());
  const settings = Object.entries({ ...environment, PORT: port }).map(([name, value]) => `${name}=${value}`);
  const child = spawn('env', [...settings, process.execPath, ...argv.map((one) => (one === ':port' ? port : one))], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const url = `http://127.0.0.1:${port}`;
  const until = performance.now() + PATIENCE_MS;
  try {
    while (!(await answers(`${url}${ready}`))) {
      if (child.exitCode !== null) throw new Error(`${argv.join(' ')} ended with ${child.exitCode}`);
      if (performance.now() > until) throw new Error(`${argv.join(' ')} did not answer within ${PATIENCE_MS} ms`);
      await pause(STEP_MS);
    }
  } catch (error) {
    await stop(child);
    throw error;
  }
  return { url, memory: () => memoryOf(child), held: (work) => held(child, work), stop: () => stop(child) };
}

async function held(child: ChildProcess, work: () => Promise<unknown>): Promise<number> {
  await told(child, 'watch');
  await work();
  return told(child, 'tell');
}

async function told(child: ChildProcess, asked: string): Promise<number> {
  const answer = once(child, 'message');
  child.send(asked);
  const [{ longest }] = await answer;
  return longest;
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

function memoryOf({ pid }: ChildProcess): number {
  try {
    const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? Number.NaN : Number(kilobytes) / 1024;
  } catch {
    return Number.NaN;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
