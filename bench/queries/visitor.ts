import { type Load, load } from './load.ts';
import type { Served } from './serve.ts';

/** One key, asking one server. */
export interface Visitor {
  /** Asks a single time. */
  readonly once: (body: string) => Promise<Answered>;
  /** The same, but it may not be answered by a text that was kept. */
  readonly anew: (body: string) => Promise<Answered>;
  /** Many at once, and each request is worked out. */
  readonly made: (body: string, seconds: number) => Promise<Load>;
  /** Many at once, and the same question again may be answered by the same text. */
  readonly kept: (body: string, seconds: number) => Promise<Load>;
}

interface Answered {
  readonly ms: number;
  readonly bytes: number;
}

/** All of them throw if an answer was no success. */
export function createVisitor(api: Served, key: string): Visitor {
  const url = `${api.url}/graphql`;
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
  const unkept = { ...headers, 'cache-control': 'no-cache' };
  return {
    once: (body) => ask(url, headers, body),
    anew: (body) => ask(url, unkept, body),
    made: (body, seconds) => load({ url, body, headers: unkept, seconds }),
    kept: (body, seconds) => load({ url, body, headers, seconds }),
  };
}

async function ask(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<Answered> {
  const began = performance.now();
  const response = await fetch(url, { method: 'POST', headers, body });
  const text = await response.text();
  const ms = performance.now() - began;
  if (!response.ok || text.includes('"errors"'))
    throw new Error(`${url} answered ${response.status}: ${text.slice(0, 500)}`);
  return { ms, bytes: Buffer.byteLength(text) };
}
