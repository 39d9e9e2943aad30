import { timingSafeEqual } from 'node:crypto';
import type { Plugin } from 'graphql-yoga';
import type { ServerContext } from '../calls/call.ts';
import { HttpProblem, problemResponse } from '../errors/http-problem.ts';
import type { Metrics } from './metrics.ts';

interface MetricsRoute {
  readonly metrics: Metrics;
  /** Opens /metrics from everywhere; without it only this machine is answered. */
  readonly token: string | undefined;
}

const LOOPBACK = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/;

/** /metrics for this machine itself, not through a proxy on it, and for whoever has the token. */
export function useMetrics({ metrics, token }: MetricsRoute): Plugin<object, ServerContext> {
  return {
    async onRequest({ request, url, serverContext, endResponse }) {
      if (url.pathname !== '/metrics' || request.method !== 'GET') return;
      const open = isNear(request, serverContext) || hasToken(request, token);
      endResponse(
        open
          ? new Response(await metrics.text(), { headers: { 'content-type': metrics.contentType } })
          : problemResponse(new HttpProblem(404, 'NOT_FOUND', 'there is nothing at this address')),
      );
    },
  };
}

function isNear({ headers }: Request, { req }: ServerContext): boolean {
  const proxied = headers.has('x-forwarded-for') || headers.has('forwarded');
  return !proxied && LOOPBACK.test(req?.socket?.remoteAddress ?? '');
}

function hasToken({ headers }: Request, token: string | undefined): boolean {
  if (token === undefined) return false;
  const given = Buffer.from(headers.get('authorization') ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
