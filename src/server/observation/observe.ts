import { type Span, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import type { Log } from '../../db/log.ts';
import type { Metrics } from './metrics.ts';

interface ObserveOptions {
  readonly log: Log;
  readonly metrics: Metrics;
}

/** What is told of a call: no words of the question, no values. */
interface Told {
  readonly requestId: string;
  readonly viewer: { readonly keyId: string };
  /** How many statements of each name; none unless told. */
  readonly statements?: ReadonlyMap<string, number>;
  readonly cost?: { readonly requested: number } | undefined;
}

/** A request to /graphql that is being answered. */
export interface Observed {
  /** The name of its operation, once it is known. */
  operation: string;
  /** Its answer is made. */
  readonly answered: (status: number, call: Told | undefined) => void;
}

const NONE: ReadonlyMap<string, number> = new Map();

/** Slower answers are warnings. */
const SLOW_MS = 2000;

/**
 * One line of the log, one count and one span for each request to /graphql. Spans go wherever the OpenTelemetry SDK
 * sends them that the process was started with; without one they are nothing.
 */
export function createObserve({ log, metrics }: ObserveOptions): () => Observed {
  const tracer: Tracer = trace.getTracer('anlan');

  return () => {
    const began = performance.now();
    const span = tracer.startSpan('request');
    metrics.come();
    return {
      operation: 'none',
      answered(status, call) {
        const { operation } = this;
        const ms = performance.now() - began;
        const key = call?.viewer.keyId ?? 'none';
        metrics.request({ operation, key, status, ms });
        end(span, { operation, status, key });
        const line = {
          ...(call === undefined ? {} : { requestId: call.requestId }),
          key,
          operation,
          status,
          ms: Math.round(ms),
          ...(call?.cost === undefined ? {} : { points: call.cost.requested }),
          ...(call === undefined ? {} : { statements: Object.fromEntries(call.statements ?? NONE) }),
        };
        if (ms > SLOW_MS) log.warn(line, 'a slow request');
        else log.info(line, 'request');
      },
    };
  };
}

function end(span: Span, { operation, status, key }: { operation: string; status: number; key: string }): void {
  if (span.isRecording()) {
    span.setAttributes({
      'graphql.operation.name': operation,
      'http.response.status_code': status,
      'anlan.key': key,
    });
    if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}
