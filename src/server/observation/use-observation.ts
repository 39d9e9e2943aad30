import { type Span, SpanStatusCode, trace } from '@opentelemetry/api';
import { getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Log } from '../../db/log.ts';
import type { ServerContext } from '../call.ts';
import type { Metrics } from './metrics.ts';

interface ObservationOptions {
  readonly log: Log;
  readonly metrics: Metrics;
}

interface Seen {
  readonly began: number;
  readonly span: Span;
  operation: string;
}

/** Slower answers are warnings. */
const SLOW_MS = 2000;

/**
 * One line of the log, one count and one span for each request to /graphql. Spans go wherever the OpenTelemetry SDK
 * sends them that the process was started with; without one they are nothing.
 */
export function useObservation({ log, metrics }: ObservationOptions): Plugin<ServerContext, ServerContext> {
  const tracer = trace.getTracer('anlan');
  const seen = new WeakMap<Request, Seen>();

  return {
    onRequest({ request, url }) {
      if (url.pathname !== '/graphql') return;
      metrics.come();
      seen.set(request, { began: performance.now(), span: tracer.startSpan('request'), operation: 'none' });
    },
    onExecute({ args: { document, operationName, contextValue } }) {
      const found = seen.get(contextValue.request);
      if (found !== undefined) found.operation = getOperationAST(document, operationName)?.name?.value ?? 'unnamed';
    },
    onResponse({ request, response, serverContext }) {
      const found = seen.get(request);
      if (found === undefined) return;
      seen.delete(request);
      const { began, span, operation } = found;
      const { status } = response;
      const ms = performance.now() - began;
      const { requestId, viewer, cost, statements } = serverContext.call ?? {};
      const key = viewer?.keyId ?? 'none';
      metrics.request({ operation, key, status, ms });
      span.setAttributes({
        'graphql.operation.name': operation,
        'http.response.status_code': status,
        'anlan.key': key,
      });
      if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
      const line = {
        requestId,
        key,
        operation,
        status,
        ms: Math.round(ms),
        ...(cost === undefined ? {} : { points: cost.requested }),
        ...(statements === undefined ? {} : { statements: Object.fromEntries(statements) }),
      };
      if (ms > SLOW_MS) log.warn(line, 'a slow request');
      else log.info(line, 'request');
    },
  };
}
