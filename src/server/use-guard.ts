import { randomUUID } from 'node:crypto';
import type { Plugin } from 'graphql-yoga';
import type { KeyCheck } from '../access/key-check.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Call, ServerContext } from './call.ts';
import { HttpProblem, problemResponse } from './http-problem.ts';

const JSON_TYPE = /^application\/json\s*(;\s*charset=("?)utf-8\2\s*)?$/i;

/** Days before its end from which on a key is told of it, and warned. */
const WARN_DAYS = 30;
const LAST_DAYS = 7;

interface GuardOptions {
  readonly keyCheck: KeyCheck;
  readonly onFault: (error: unknown) => HttpProblem;
}

/** Method, media type and key, in this order, before a byte of the body is read. */
export function useGuard({ keyCheck, onFault }: GuardOptions): Plugin<object, ServerContext> {
  return {
    onResponse({ serverContext, response }) {
      const { viewer } = serverContext?.call ?? {};
      if (viewer === undefined || viewer.daysLeft > WARN_DAYS) return;
      response.headers.set('anlan-key-expires', viewer.expiresAt.toISOString());
      if (viewer.daysLeft <= LAST_DAYS)
        response.headers.set('warning', `299 anlan "the key expires in ${viewer.daysLeft} days"`);
    },
    async onRequest({ request, url, serverContext, endResponse }) {
      if (url.pathname !== '/graphql') return;
      try {
        checkMethod(request);
        checkMediaType(request);
        const viewer = await viewerOf(request, keyCheck);
        serverContext.call = callOf(viewer);
      } catch (error) {
        endResponse(problemResponse(error instanceof HttpProblem ? error : onFault(error)));
      }
    },
  };
}

function callOf(viewer: Viewer): Call {
  return {
    requestId: randomUUID(),
    viewer,
    warnings: [],
    objects: 0,
    moments: new Map(),
    overtaken: async () => false,
  };
}

function checkMethod({ method }: Request): void {
  if (method === 'POST') return;
  throw new HttpProblem(405, 'METHOD_NOT_ALLOWED', `expected POST, got ${method.slice(0, 10)}`, { allow: 'POST' });
}

function checkMediaType({ headers }: Request): void {
  const encoding = headers.get('content-encoding');
  if (encoding !== null && encoding !== 'identity') {
    throw new HttpProblem(415, 'UNSUPPORTED_MEDIA_TYPE', 'expected a body that is not compressed');
  }
  if (JSON_TYPE.test(headers.get('content-type') ?? '')) return;
  throw new HttpProblem(415, 'UNSUPPORTED_MEDIA_TYPE', 'expected a body with content-type: application/json');
}

async function viewerOf({ headers }: Request, keyCheck: KeyCheck): Promise<Viewer> {
  const [, key] = /^Bearer ([!-~]{1,100})$/i.exec(headers.get('authorization') ?? '') ?? [];
  const viewer = key === undefined ? null : await keyCheck(key);
  if (viewer !== null) return viewer;
  throw new HttpProblem(
    401,
    'UNAUTHENTICATED',
    'expected the header `authorization: Bearer <key>` with a key in force',
    {
      'www-authenticate': 'Bearer',
    },
  );
}
