import { randomUUID } from 'node:crypto';
import type { Plugin } from 'graphql-yoga';
import type { Journal } from '../access/audit/journal.ts';
import { readKey } from '../access/key.ts';
import type { KeyCheck } from '../access/key-check.ts';
import type { Budgets, Viewer } from '../access/viewer.ts';
import type { TellHeader } from './budget/charge.ts';
import type { Entry, Meter } from './budget/meter.ts';
import { addressOf } from './calls/address.ts';
import { type Call, type DataRead, newCall, type ServerContext, versionRead } from './calls/call.ts';
import { type NewestData, SEEN_VERSION, seenVersion } from './contexts/newest.ts';
import { HttpProblem, problemResponse } from './errors/http-problem.ts';

/** The only kind of body that is taken. */
export const JSON_TYPE = /^application\/json\s*(;\s*charset=("?)utf-8\2\s*)?$/i;

/** Days before its end from which on a key is told of it, and warned. */
const WARN_DAYS = 30;
const LAST_DAYS = 7;

interface AdmissionOptions {
  readonly keyCheck: KeyCheck;
  readonly meter: Meter;
  /** Proxies in front whose word on the address of a client is trusted. */
  readonly proxies: number;
  /** Is told who was not let in. */
  readonly journal: Pick<Journal, 'note'>;
  readonly reach: NewestData['reach'];
}

interface GuardOptions {
  readonly admission: Admission;
  readonly newest: () => DataRead;
  readonly onFault: (error: unknown) => HttpProblem;
}

export type Admission = ReturnType<typeof createAdmission>;

/** Lets in who carries a key in force that has a place in flight. */
export function createAdmission({ keyCheck, meter, proxies, journal, reach }: AdmissionOptions) {
  const viewerOf = async (request: Request, context: ServerContext): Promise<Viewer> => {
    const key = keyOf(request);
    const viewer = key === undefined ? null : await keyCheck(key);
    if (viewer !== null) return viewer;
    // Only what was wrong is braked: agencies share addresses.
    const address = addressOf(request, context, proxies);
    const wait = await meter.wrong(address);
    if (wait > 0) throw tooManyWrong(wait);
    const requestId = randomUUID();
    const claimed = readKey(key ?? '')?.id ?? null;
    journal.note({ kind: 'refused', actor: address, subject: claimed, result: 'UNAUTHENTICATED', requestId });
    throw new HttpProblem(
      401,
      'UNAUTHENTICATED',
      'expected the header `authorization: Bearer <key>` with a key in force',
      { 'www-authenticate': 'Bearer', 'x-request-id': requestId },
    );
  };
  return {
    /** @throws HttpProblem 400, 401 or 429 */
    async enter(request: Request, context: ServerContext): Promise<Viewer> {
      const viewer = await viewerOf(request, context);
      await reach(seenVersion(request.headers.get(SEEN_VERSION)));
      const entry = await meter.enter(viewer.keyId, viewer.budgets);
      if (entry !== 'entered') throw tooMany(entry, viewer.budgets);
      return viewer;
    },
    /** Notes that a viewer asked for what the key may not have. */
    refused: ({ keyId }: Viewer, result: string): void => journal.note({ kind: 'refused', keyId, result }),
    leave: ({ keyId }: Viewer): void => meter.leave(keyId),
    /** Whether the key of a request is in force still. */
    stillOpen: async (request: Request): Promise<boolean> => (await keyCheck(keyOf(request) ?? '')) !== null,
  };
}

/** Method, media type, key and a place in flight, in this order, before a byte of the body is read. */
export function useGuard({ admission, newest, onFault }: GuardOptions): Plugin<object, ServerContext> {
  return {
    onResponse({ serverContext, response }) {
      const { call } = serverContext;
      if (call === undefined) return;
      admission.leave(call.viewer);
      tellCall(call, versionRead(call, newest()), (name, text) => response.headers.set(name, text));
    },
    async onRequest({ request, url, serverContext, endResponse }) {
      if (url.pathname !== '/graphql' || serverContext.call !== undefined) return;
      try {
        if (!asksByAddress(request, url)) {
          checkMethod(request);
          checkMediaType(request);
        }
        const viewer = await admission.enter(request, serverContext);
        serverContext.call = newCall({
          viewer,
          left: () => request.signal,
          stillOpen: () => admission.stillOpen(request),
        });
      } catch (error) {
        endResponse(problemResponse(error instanceof HttpProblem ? error : onFault(error)));
      }
    },
  };
}

/** What is told beside every answer to a key. */
export function tellCall(
  { viewer, requestId }: Pick<Call, 'viewer' | 'requestId'>,
  version: number,
  tell: TellHeader,
): void {
  tell('x-request-id', requestId);
  tell(SEEN_VERSION, String(version));
  if (viewer.daysLeft > WARN_DAYS) return;
  tell('anlan-key-expires', viewer.expiresAt.toISOString());
  if (viewer.daysLeft <= LAST_DAYS) tell('warning', `299 anlan "the key expires in ${viewer.daysLeft} days"`);
}

export const keyIn = (authorization: string | undefined): string | undefined =>
  /^Bearer ([!-~]{1,100})$/i.exec(authorization ?? '')?.[1];

const keyOf = ({ headers }: Request): string | undefined => keyIn(headers.get('authorization') ?? undefined);

const tooManyWrong = (wait: number): HttpProblem =>
  new HttpProblem(429, 'RATE_LIMITED', `too many wrong keys from this address; try again in ${wait} s`, {
    'retry-after': String(wait),
  });

function tooMany({ refused, retryAfter }: Exclude<Entry, 'entered'>, budgets: Budgets): HttpProblem {
  const expected =
    refused === 'concurrency'
      ? `at most ${budgets.concurrency} requests of a key at a time; wait for an answer`
      : `at most ${budgets.requestsPerMinute} requests of a key in a minute; try again in ${retryAfter} s`;
  return new HttpProblem(429, 'RATE_LIMITED', `expected ${expected}`, { 'retry-after': String(retryAfter) });
}

/** A registered operation may be asked for by GET, so that its answer can be kept by the client. */
const asksByAddress = ({ method }: Request, { searchParams }: URL): boolean =>
  method === 'GET' && searchParams.has('documentId');

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
