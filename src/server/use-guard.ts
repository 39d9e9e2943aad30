import { randomUUID } from 'node:crypto';
import type { Plugin } from 'graphql-yoga';
import type { KeyCheck } from '../access/key-check.ts';
import type { Viewer } from '../access/viewer.ts';
import { addressOf } from './address.ts';
import type { Allowance, Budgets } from './budget/budgets.ts';
import type { Call, ServerContext } from './call.ts';
import { HttpProblem, problemResponse } from './http-problem.ts';

const JSON_TYPE = /^application\/json\s*(;\s*charset=("?)utf-8\2\s*)?$/i;

/** Days before its end from which on a key is told of it, and warned. */
const WARN_DAYS = 30;
const LAST_DAYS = 7;

interface GuardOptions {
  readonly keyCheck: KeyCheck;
  readonly budgets: Budgets;
  readonly allowanceOf: (viewer: Viewer) => Allowance;
  /** Proxies in front whose word on the address of a client is trusted. */
  readonly proxies: number;
  readonly onFault: (error: unknown) => HttpProblem;
}

/** Method, media type, key and a place in flight, in this order, before a byte of the body is read. */
export function useGuard(options: GuardOptions): Plugin<object, ServerContext> {
  const { keyCheck, budgets, allowanceOf, proxies, onFault } = options;

  const viewerOf = async (request: Request, context: ServerContext): Promise<Viewer> => {
    const [, key] = /^Bearer ([!-~]{1,100})$/i.exec(request.headers.get('authorization') ?? '') ?? [];
    const viewer = key === undefined ? null : await keyCheck(key);
    if (viewer !== null) return viewer;
    // Only what was wrong is braked: agencies share addresses.
    const wait = await budgets.wrong(addressOf(request, context, proxies));
    if (wait > 0) throw tooManyWrong(wait);
    throw new HttpProblem(
      401,
      'UNAUTHENTICATED',
      'expected the header `authorization: Bearer <key>` with a key in force',
      { 'www-authenticate': 'Bearer' },
    );
  };

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
        const viewer = await viewerOf(request, serverContext);
        const allowance = allowanceOf(viewer);
        if (!(await budgets.enter(viewer.keyId, allowance))) throw tooManyAtOnce(allowance.inFlight);
        serverContext.call = callOf(viewer, allowance);
      } catch (error) {
        endResponse(problemResponse(error instanceof HttpProblem ? error : onFault(error)));
      }
    },
    onResponse({ response, serverContext }) {
      const { call } = serverContext;
      if (call === undefined) return;
      budgets.leave(call.viewer.keyId);
      response.headers.set('x-request-id', call.requestId);
    },
  };
}

function callOf(viewer: Viewer, allowance: Allowance): Call {
  return {
    requestId: randomUUID(),
    viewer,
    allowance,
    warnings: [],
    objects: 0,
    moments: new Map(),
    overtaken: async () => false,
  };
}

const tooManyWrong = (wait: number): HttpProblem =>
  new HttpProblem(429, 'RATE_LIMITED', `too many wrong keys from this address; try again in ${wait} s`, {
    'retry-after': String(wait),
  });

const tooManyAtOnce = (inFlight: number): HttpProblem =>
  new HttpProblem(429, 'RATE_LIMITED', `expected at most ${inFlight} requests of a key at a time; wait for an answer`, {
    'retry-after': '1',
  });

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
