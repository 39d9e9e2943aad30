import type { GraphQLSchema } from 'graphql';
import { createYoga, useSchema } from 'graphql-yoga';
import type { Journal } from '../access/audit/journal.ts';
import type { KeyCheck } from '../access/key-check.ts';
import type { TrustedDocuments } from '../access/trusted-documents.ts';
import type { Log } from '../db/log.ts';
import type { Context } from '../graphql/context.ts';
import { keptValues } from '../graphql/values/kept-values.ts';
import type { Day } from '../kernel/day.ts';
import { createKnownAnswers } from './answers/known-answers.ts';
import { useAnswer } from './answers/use-answer.ts';
import { useETag } from './answers/use-etag.ts';
import { useKnownAnswers } from './answers/use-known-answers.ts';
import { createCharge } from './budget/charge.ts';
import type { Meter } from './budget/meter.ts';
import { useBudget } from './budget/use-budget.ts';
import type { Call, Newest, ServerContext } from './calls/call.ts';
import { useOneVersion } from './calls/use-one-version.ts';
import type { NewestData } from './contexts/newest.ts';
import { createDirect } from './direct/answer-directly.ts';
import { createDoor, type Door } from './direct/door.ts';
import { createQuestions } from './direct/questions.ts';
import { useDirect } from './direct/use-direct.ts';
import { createDocumentCache } from './documents/document-cache.ts';
import { createCompiled, RUNS_BEFORE_COMPILED, useCompiled } from './documents/use-compiled.ts';
import { useLimits } from './documents/use-limits.ts';
import { faultOf } from './errors/map-error.ts';
import { ANSWERS_KEPT, LIMITS } from './limits.ts';
import type { Metrics } from './observation/metrics.ts';
import { createObserve } from './observation/observe.ts';
import { useMetrics } from './observation/use-metrics.ts';
import { useObservation } from './observation/use-observation.ts';
import { createScribe } from './scribe/scribe.ts';
import { type Uploads, useUploads } from './uploads/use-uploads.ts';
import { createAudit, useAudit } from './use-audit.ts';
import { createAdmission, useGuard } from './use-guard.ts';
import { type Routes, useRoutes } from './use-routes.ts';

export interface HttpOptions extends Routes {
  readonly schema: GraphQLSchema;
  readonly keyCheck: KeyCheck;
  readonly trusted: TrustedDocuments;
  /** The capabilities of one request. */
  readonly contextOf: (call: Call) => Context;
  readonly newest: () => Newest;
  readonly reach: NewestData['reach'];
  readonly meter: Meter;
  readonly today: () => Day;
  /** Proxies in front whose word on the address of a client is trusted. */
  readonly proxies: number;
  readonly uploads: Uploads;
  readonly metrics: Metrics;
  readonly metricsToken: string | undefined;
  readonly journal: Pick<Journal, 'note' | 'used'>;
  readonly log: Log;
}

/** The whole HTTP surface: for node:http and for fetch. */
export function createHttp(options: HttpOptions): Door {
  const { schema, keyCheck, trusted, contextOf, newest, reach, meter, today, proxies, log, ...others } = options;
  const { uploads, metrics, metricsToken, journal, ...routes } = others;
  const admission = createAdmission({ keyCheck, meter, proxies, journal, reach });
  const onFault = (error: unknown) => faultOf(error, log);
  const observe = createObserve({ log, metrics });
  const charge = createCharge({ schema, meter, tree: () => newest().tree, today });
  const answers = createKnownAnswers({ newest, today, bytes: ANSWERS_KEPT });
  const compiled = createCompiled({ schema, after: RUNS_BEFORE_COMPILED });
  const audit = createAudit(journal);
  const questions = createQuestions({ characters: LIMITS.documentsKept, textOf: answers.textOf });
  const yoga = createYoga<ServerContext, Context>({
    cors: false,
    graphiql: false,
    landingPage: false,
    multipart: false,
    batching: false,
    maskedErrors: false,
    logging: false,
    // The body has a limit of its own: see read-body.
    maxRequestBodySize: false,
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
      useObservation(observe),
      useMetrics({ metrics, token: metricsToken }),
      useUploads({ ...uploads, ...admission, onFault }),
      useRoutes({ ...routes, onFault }),
      useGuard({ admission, newest, onFault }),
      useLimits(trusted),
      useDirect(questions),
      useBudget(charge),
      useKnownAnswers({ answers, newest }),
      useCompiled(compiled),
      useOneVersion({ contextOf }),
      useAnswer({ log, newest }),
      useAudit(audit),
      useETag(),
    ],
  });
  return createDoor({
    direct: createDirect({
      keyCheck,
      meter,
      observe,
      questions,
      charge,
      answers,
      compiled,
      scribe: createScribe(schema, keptValues),
      contextOf,
      newest,
      audit,
      used: journal.used,
    }),
    rest: { listener: yoga, fetch: yoga.fetch },
  });
}
