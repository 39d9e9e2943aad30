import { once } from 'node:events';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import { Server as NetServer } from 'node:net';
import { AnlanError } from '../kernel/errors.ts';
import { createInFlight } from './in-flight.ts';
import { LIMITS, TIMES } from './limits.ts';
import { turnedAway } from './overload.ts';

interface ListenOptions {
  readonly host: string;
  readonly port: number;
  /** After which a connection is cut on which nothing moves: a client that does not read its answer. */
  readonly idleMs?: number;
  /** While it holds, new requests are turned away. */
  readonly overloaded?: () => boolean;
}

export interface Listening {
  /** `http://127.0.0.1:4000` */
  readonly url: string;
  /** Until this is called every request is answered 503. */
  serve(listener: RequestListener): void;
  /** Takes no new connections and resolves when what is in flight has been answered, or after 8 s. */
  drain(): Promise<void>;
}

/** @throws AnlanError CONFIGURATION when the port is taken or may not be used */
export async function listen({
  host,
  port,
  idleMs = TIMES.idleSocket,
  overloaded = () => false,
}: ListenOptions): Promise<Listening> {
  let listener: RequestListener = (_request, response) => {
    response.writeHead(503, { 'retry-after': '1', 'content-type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify({ ready: false, starting: true }));
  };
  const inFlight = createInFlight<ServerResponse>();
  let draining = false;
  const server = createServer(
    {
      headersTimeout: TIMES.headers,
      requestTimeout: TIMES.request,
      keepAliveTimeout: TIMES.keepAlive,
      connectionsCheckingInterval: TIMES.checking,
      maxHeaderSize: LIMITS.headerBytes,
    },
    (request, response) => {
      const place = inFlight.enter(response);
      if (draining) response.shouldKeepAlive = false;
      response.once('close', () => inFlight.leave(place));
      if (!overloaded() || !turnedAway(request, response)) listener(request, response);
    },
  );
  server.timeout = idleMs;
  server.maxConnections = LIMITS.connections;
  server.listen({ host, port });
  try {
    await once(server, 'listening');
  } catch (error) {
    throw refused(error, host, port);
  }
  const address = server.address();
  const actual = typeof address === 'object' && address !== null ? address.port : port;

  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}`,
    serve(next) {
      listener = next;
    },
    async drain() {
      const closed = once(server, 'close');
      // Not that of node:http, which also cuts connections whose request is on its way.
      NetServer.prototype.close.call(server);
      setTimeout(() => server.closeIdleConnections(), TIMES.lastRequests);
      draining = true;
      for (const response of inFlight.all()) response.shouldKeepAlive = false;
      const late = setTimeout(() => server.closeAllConnections(), TIMES.drain);
      await closed;
      clearTimeout(late);
    },
  };
}

function refused(error: unknown, host: string, port: number): AnlanError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const why =
    code === 'EADDRINUSE'
      ? `Port ${port} of ${host} is taken by another program. Stop it, or choose another port: PORT=4001 npm start`
      : code === 'EACCES'
        ? `Port ${port} may not be used by this user. Choose one above 1023: PORT=4000 npm start`
        : `The server cannot listen on ${host}:${port}: ${error instanceof Error ? error.message : String(error)}`;
  return new AnlanError('CONFIGURATION', why, { host, port }, error);
}
