import type { GraphQLSchema } from 'graphql';
import { createLRUCache, createYoga, useSchema } from 'graphql-yoga';
import type { KeyCheck } from '../access/key-check.ts';
import type { Log } from '../db/log.ts';
import type { Context } from '../graphql/context.ts';
import type { Call, DataRead, ServerContext } from './call.ts';
import { LIMITS } from './limits.ts';
import { faultOf } from './map-error.ts';
import { useAnswer } from './use-answer.ts';
import { useETag } from './use-etag.ts';
import { useGuard } from './use-guard.ts';
import { useLimits } from './use-limits.ts';
import { useOneVersion } from './use-one-version.ts';
import { type Routes, useRoutes } from './use-routes.ts';

export interface HttpOptions extends Routes {
  readonly schema: GraphQLSchema;
  readonly keyCheck: KeyCheck;
  /** The capabilities of one request. */
  readonly contextOf: (call: Call) => Context;
  readonly newest: () => DataRead;
  readonly log: Log;
}

/** The whole HTTP surface as one fetch handler, which is also a listener for node:http. */
export function createHttp({ schema, keyCheck, contextOf, newest, log, ...routes }: HttpOptions) {
  return createYoga<ServerContext, Context>({
    cors: false,
    graphiql: false,
    landingPage: false,
    multipart: false,
    batching: false,
    maskedErrors: false,
    logging: false,
    healthCheckEndpoint: '/live/yoga',
    parserAndValidationCache: { documentCache: createLRUCache({ max: LIMITS.documentsKept }) },
    context: ({ call }) => {
      if (call === undefined) throw new Error('expected a request that passed the guard');
      return contextOf(call);
    },
    plugins: [
      useSchema(schema),
      useRoutes(routes),
      useGuard({ keyCheck, onFault: (error) => faultOf(error, log) }),
      useLimits(),
      useOneVersion({ contextOf }),
      useAnswer({ log, newest }),
      useETag(),
    ],
  });
}
