import { once } from 'node:events';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { ServerContext } from '../calls/call.ts';
import type { Answered, Asking } from './asking.ts';

interface DoorOptions {
  readonly direct: (asking: Asking) => Promise<Answered | null> | null;
  /** Answers all that is not answered directly. */
  readonly rest: {
    readonly listener: (request: IncomingMessage, response: ServerResponse, context: ServerContext) => unknown;
    readonly fetch: (request: Request, context: ServerContext) => Response | Promise<Response>;
  };
}

/** The way in: for node:http and for fetch. */
export interface Door {
  readonly listener: RequestListener;
  readonly fetch: (request: Request) => Promise<Response>;
}

export function createDoor({ direct, rest }: DoorOptions): Door {
  return {
    listener: async (request, response) => {
      const context: ServerContext = { req: request };
      const answered = isQuery(request.method, request.url) ? await direct(ofNode(request, response, context)) : null;
      if (answered === null) return void rest.listener(request, response, context);
      response.writeHead(200, answered.headers);
      if (answered.ending === '') response.end(answered.body);
      else {
        response.write(answered.body);
        response.end(answered.ending, 'latin1');
      }
    },
    async fetch(request) {
      const context: ServerContext = {};
      const { method, url } = request;
      const answered = isQuery(method, new URL(url).pathname) ? await direct(ofFetch(request, context)) : null;
      return answered === null
        ? rest.fetch(request, context)
        : new Response(wholeOf(answered), { headers: pairsOf(answered.headers) });
    },
  };
}

const wholeOf = ({ body, ending }: Answered): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.concat([body, Buffer.from(ending)]));

const pairsOf = (headers: readonly string[]): [string, string][] =>
  headers.flatMap((name, at) => (at % 2 === 0 ? [[name, headers[at + 1] ?? '']] : []));

const isQuery = (method: string | undefined, path: string | undefined): boolean =>
  method === 'POST' && path === '/graphql';

const ofNode = (request: IncomingMessage, response: ServerResponse, context: ServerContext): Asking => ({
  header: (name) => {
    const value = request.headers[name];
    return typeof value === 'string' ? value : value?.join(', ');
  },
  body: () => bytesOf(request),
  peer: request.socket,
  left() {
    const gone = new AbortController();
    const leave = (): void => {
      if (!response.writableEnded) gone.abort();
    };
    if (response.destroyed) leave();
    else void once(response, 'close').then(leave, leave);
    return gone.signal;
  },
  context,
});

function bytesOf(request: IncomingMessage): Promise<Buffer> {
  return new Promise((done, fail) => {
    const parts: Buffer[] = [];
    const gone = () => fail(new DOMException('the client left', 'AbortError'));
    // Who left before anybody listened is not heard leaving.
    if (request.destroyed) return gone();
    request.on('data', (part: Buffer) => void parts.push(part));
    request.on('end', () => done(parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)));
    request.on('error', gone);
    request.on('close', () => {
      if (!request.complete) gone();
    });
  });
}

const ofFetch = (request: Request, context: ServerContext): Asking => ({
  header: (name) => request.headers.get(name) ?? undefined,
  body: async () => Buffer.from(await request.arrayBuffer()),
  left: () => request.signal,
  context,
});
