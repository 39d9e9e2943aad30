import { monitorEventLoopDelay } from 'node:perf_hooks';
import { expect } from 'vitest';
import { API_ERROR_CODES } from '../../src/server/errors/error-codes.ts';
import { type Listening, listen } from '../../src/server/listen.ts';
import { fillLand } from '../api/land.ts';
import { type Answer, createWorld, type World } from '../api/world.ts';

export interface Shot {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  readonly answer: Answer;
}

export interface Target {
  readonly world: World;
  readonly listening: Listening;
  readonly url: string;
  /** Milliseconds of the longest stall of the event loop since the last call. */
  stall(): number;
  /** Fires a document with a key that may read everything, and checks what every answer must keep. */
  fire(query: unknown, variables?: unknown, headers?: Record<string, string>): Promise<Shot>;
  send(init: RequestInit & { readonly path?: string; readonly duplex?: 'half' }): Promise<Shot>;
  close(): Promise<void>;
}

/** What must not leave the server: traces, SQL, names of tables and constraints, paths, the words of the driver. */
const LEAK =
  /\n\s+at |node_modules|\/src\/|\.ts:\d|file:\/\/|\bselect\s+\w+|\binsert into|\bregion_versions|cell_changes|\bcells\b|api_keys|current_regions|pg_catalog|violates|constraint|syntax error at or near|ECONN|Did you mean|originalError|Unexpected token|__proto__|secret_hash/;

const FIRST = JSON.stringify({ query: '{ viewer { agency } }' });

/** The application behind a real socket, with data in it. */
export async function createTarget(): Promise<Target> {
  const world = await createWorld(fillLand);
  const key = await world.key();
  const listening = await listen({ host: '127.0.0.1', port: 0 });
  listening.serve(world.app.listener);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();

  const send: Target['send'] = async ({ path = '/graphql', ...init }) => {
    const response = await fetch(`${listening.url}${path}`, { method: 'POST', ...init });
    const text = await response.text();
    return { status: response.status, text, headers: response.headers, answer: readAnswer(text) };
  };
  // The client lives in this process, and loads what it needs when it is first used.
  await send({ headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` }, body: FIRST });
  return {
    world,
    listening,
    url: listening.url,
    send,
    stall() {
      const longest = delay.max / 1e6;
      delay.reset();
      return longest;
    },
    async fire(query, variables, headers = {}) {
      const shot = await send({
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, ...headers },
        body: JSON.stringify({ query, variables }),
      });
      unharmed(shot, JSON.stringify([query, variables]));
      return shot;
    },
    async close() {
      delay.disable();
      await listening.drain();
      await world.close();
    },
  };
}

/** No answer is a fault of the server, tells of its inside, or has a code that is not of the closed list. */
export function unharmed({ status, text, answer }: Shot, sent = ''): void {
  expect(status, text.slice(0, 300)).toBeLessThan(500);
  // What was sent may be told back.
  const [leak = ''] = LEAK.exec(text) ?? [];
  if (!sent.includes(leak)) expect(text).not.toContain(leak);
  for (const { extensions } of answer.errors ?? []) {
    expect(Object.keys(API_ERROR_CODES)).toContain(extensions.code);
    expect(extensions.code).not.toBe('INTERNAL');
  }
}

export const codes = ({ answer }: Shot): readonly string[] =>
  (answer.errors ?? []).map(({ extensions }) => extensions.code);

function readAnswer(text: string): Answer {
  try {
    return JSON.parse(text) as Answer;
  } catch {
    return {};
  }
}
