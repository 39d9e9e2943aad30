import type { IncomingMessage, ServerResponse } from 'node:http';
import { TIMES } from './limits.ts';

interface OverloadOptions {
  readonly log: { readonly warn: (line: object, text: string) => void };
  /** Milliseconds that only rise. */
  readonly clock?: () => number;
}

/** Whether the server has more to do than it can. */
export interface Overload {
  readonly is: () => boolean;
  readonly close: () => void;
}

/** So many looks in a row that came late, so that one long pause is no overload. */
const LOOKS = 3;

/**
 * Looks how late the server comes to what it was to do. Where it has been late for long, each request that is taken makes
 * all others later still: new ones are turned away until it comes in time again.
 */
export function createOverload({ log, clock = () => performance.now() }: OverloadOptions): Overload {
  let due = clock() + TIMES.look;
  let since: number | null = null;
  let looks = 0;
  let overloaded = false;
  const look = (): void => {
    const now = clock();
    const late = now - due;
    if (late > TIMES.late) {
      since ??= due;
      looks++;
    } else {
      since = null;
      looks = 0;
    }
    const before = overloaded;
    overloaded = since !== null && looks >= LOOKS && now - since >= TIMES.lateFor;
    if (overloaded && !before) log.warn({ late: Math.round(late) }, 'overloaded: new requests are turned away');
    if (before && !overloaded) log.warn({}, 'requests are taken again');
    due = now + TIMES.look;
  };
  const looking = setInterval(look, TIMES.look).unref();
  return { is: () => overloaded, close: () => clearInterval(looking) };
}

/** Asked by who watches the server, and cheap. */
const ALWAYS: readonly unknown[] = ['/live', '/metrics'];

/** Turns a request away. @returns false for those that are answered always */
export function turnedAway({ url }: IncomingMessage, response: ServerResponse): boolean {
  if (ALWAYS.includes(url)) return false;
  const body = {
    errors: [
      { message: 'the server has more to do than it can; try again shortly', extensions: { code: 'OVERLOADED' } },
    ],
  };
  response.writeHead(503, {
    'retry-after': '2',
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(JSON.stringify(body));
  return true;
}
