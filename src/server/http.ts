import type { GraphQLSchema } from 'graphql';
import { createYoga, useSchema } from 'graphql-yoga';
import type { Journal } from '../access/audit/journal.ts';
import type { KeyCheck } from '../access/key-check.ts';
import type { TrustedDocuments } from '../access/trusted-documents.ts';
import type { Log } from '../db/log.ts';
import type { Context } from '../graphql/context.ts';
import type { Meter } from './budget/meter.ts';
import { useBudget } from './budget/use-budget.ts';
import type { Call, Newest, ServerContext } from './call.ts';
import { createDocumentCache } from './document-cache.ts';
import { ANSWERS_KEPT, LIMITS } from './limits.ts';
import { faultOf } from './map-error.ts';
import type { Metrics } from './observation/metrics.ts';
import { useMetrics } from './observation/use-metrics.ts';
import { useObservation } from './observation/use-observation.ts';
import { type Uploads, useUploads } from './uploads/use-uploads.ts';
import { useAnswer } from './use-answer.ts';
import { useAudit } from './use-audit.ts';
import { RUNS_BEFORE_COMPILED, useCompiled } from './use-compiled.ts';
import { useETag } from './use-etag.ts';
import { createAdmission, useGuard } from './use-guard.ts';
import { useKnownAnswers } from './use-known-answers.ts';
import { useLimits } from './use-limits.ts';
import { useOneVersion } from './use-one-version.ts';
import { type Routes, useRoutes } from './use-routes.ts';

export interface HttpOptions extends Routes {
  readonly schema: GraphQLSchema;
  readonly keyCheck: KeyCheck;
  readonly trusted: TrustedDocuments;
  /** The capabilities of one request. */
  readonly contextOf: (call: Call) => Context;
  readonly newest: () => Newest;
  readonly meter: Meter;
  readonly clock: () => Date;
  /** Proxies in front whose word on the address of a client is trusted. */
  readonly proxies: number;
  readonly uploads: Uploads;
  readonly metrics: Metrics;
  readonly metricsToken: string | undefined;
  readonly journal: Pick<Journal, 'note' | 'used'>;
  readonly log: Log;
}

/** The whole HTTP surface as one fetch handler, which is also a listener for node:http. */
export function createHttp(options: HttpOptions) {
  const { schema, keyCheck, trusted, contextOf, newest, meter, clock, proxies, log, ...others } = options;
  const { uploads, metrics, metricsToken, journal, ...routes } = others;
  const admission = createAdmission({ keyCheck, meter, proxies, journal });
  const onFault = (error: unknown) => faultOf(error, log);
  return createYoga<ServerContext, Context>({
    cors: false,
    graphiql: false,
    landingPage: false,
    multipart: false,
    batching: false,
    maskedErrors: false,
    logging: false,
    healthCheckEndpoint: '/live/yoga',
    parserAndValidationCache: {
      documentCache: createDocumentCache(LIMITS.documentsKept),
      errorCache: createDocumentCache(LIMITS.documentsKept),
    },
    context: ({ call }) => {
      if (call === undefined) throw new Error('expected a request that passed the guard');
      return contextOf(call);
    },
    plugins: [
      useSchema(schema),
      useObservation({ log, metrics }),
      useMetrics({ metrics, token: metricsToken }),
      useUploads({ ...uploads, ...admission, onFault }),
      useRoutes(routes),
      useGuard({ admission, onFault }),
      useLimits(trusted),
      useBudget({ schema, meter, tree: () => newest().tree, clock }),
      useKnownAnswers({ newest, clock, characters: ANSWERS_KEPT }),
      useCompiled({ schema, after: RUNS_BEFORE_COMPILED }),
      useOneVersion({ contextOf }),
      useAnswer({ log, newest }),
      useAudit(journal),
      useETag(),
    ],
  });
}
