import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Answer, Keeping } from './conversation.ts';
import { holdAddress } from './hold.ts';
import { createLeases } from './leases.ts';
import { type Running, runPostgres } from './run.ts';
import { readSecret } from './secret.ts';

const GRACE_MS = 300;
const WATCH_MS = 1000;
const REFUSAL_HEARD_MS = 2000;

/** The program of the process that keeps PostgreSQL while somebody holds a lease, and ends with it. */
async function keep(keeping: Keeping): Promise<void> {
  let state: 'starting' | 'ready' | 'failed' | 'stopping' = 'starting';
  let greeting = (_proof: string): Answer => ({ kind: 'progress', text: 'preparing PostgreSQL' });
  let starting: Promise<Running> | undefined;

  const leases = createLeases({
    secret: await readSecret(keeping.dataDir),
    greeting: (proof) => greeting(proof),
    onFewer(politely) {
      if (state === 'failed' || (state === 'ready' && politely)) stopIfAlone();
      else if (state === 'ready') setTimeout(stopIfAlone, GRACE_MS);
    },
  });

  function tellAll(answer: (proof: string) => Answer): void {
    greeting = answer;
    leases.tell(answer);
  }

  function stopIfAlone(): void {
    if (leases.count() === 0) void stop();
  }

  async function stop(): Promise<void> {
    if (state === 'stopping') return;
    const code = state === 'failed' ? 1 : 0;
    state = 'stopping';
    tellAll(() => ({ kind: 'stopping' }));
    const postgres = await starting?.catch(() => undefined);
    await postgres?.stop();
    process.exit(code);
  }

  async function start(): Promise<void> {
    starting = runPostgres(keeping, (text) => tellAll(() => ({ kind: 'progress', text })));
    const { port, isServing } = await starting;
    if (state !== 'starting') return;
    state = 'ready';
    tellAll((proof) => ({ kind: 'ready', port, keeper: process.pid, proof }));
    setTimeout(stopIfAlone, GRACE_MS);
    setInterval(() => {
      if (!isServing()) void stop();
    }, WATCH_MS);
  }

  const server = createServer((socket) => leases.admit(socket));
  if (!(await holdAddress(server, keeping.address))) return process.exit(0);
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());
  process.on('SIGHUP', () => {});

  try {
    await start();
  } catch (error) {
    console.error(error);
    if (state !== 'starting') return;
    state = 'failed';
    tellAll(() => ({ kind: 'refused', message: error instanceof Error ? error.message : String(error) }));
    await pause(REFUSAL_HEARD_MS);
    await stop();
  }
}

await keep(JSON.parse(process.argv[2] ?? '{}'));
