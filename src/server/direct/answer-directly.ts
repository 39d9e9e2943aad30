import { type ExecutionResult, GraphQLError } from 'graphql';
import type { KeyCheck } from '../../access/key-check.ts';
import type { Context } from '../../graphql/context.ts';
import { budgetHeaders, type Charge } from '../budget/charge.ts';
import type { Meter } from '../budget/meter.ts';
import { type Call, type DataRead, newCall } from '../call.ts';
import { type Content, createContent } from '../content.ts';
import { asksAnew, type KnownAnswers } from '../known-answers.ts';
import { LIMITS } from '../limits.ts';
import { SEEN_VERSION } from '../newest.ts';
import type { Observed } from '../observation/observe.ts';
import { LEAST_TO_PACK, packingFor } from '../packing.ts';
import { type Compiled, isRefused } from '../use-compiled.ts';
import { callHeaders, JSON_TYPE, keyIn } from '../use-guard.ts';
import { recalled } from '../use-known-answers.ts';
import { inOneVersion } from '../use-one-version.ts';
import type { Answered, Asking } from './asking.ts';
import { answerType } from './media-type.ts';
import type { Asked, Questions } from './questions.ts';

interface DirectOptions {
  readonly keyCheck: KeyCheck;
  readonly meter: Meter;
  readonly observe: () => Observed;
  readonly questions: Questions;
  readonly charge: Charge;
  readonly answers: KnownAnswers;
  readonly compiled: Pick<Compiled, 'known'>;
  readonly contextOf: (call: Call) => Context;
  readonly newest: () => DataRead;
  readonly audit: (call: Call) => void;
}

/**
 * Answers queries that came before, without the way through Yoga: the same checks in the same order, and the same answer.
 * Null for all else, and for whatever is not plainly good: Yoga goes on from what was found out so far.
 */
export function createDirect(options: DirectOptions): (asking: Asking) => Promise<Answered | null> {
  const { keyCheck, meter, observe, questions, charge, answers, compiled, contextOf, newest, audit } = options;

  const enter = async ({ header, left, context }: Asking): Promise<Call | null> => {
    const key = keyIn(header('authorization'));
    const viewer = key === undefined ? null : keyCheck.recent(key);
    if (key === undefined || viewer === null || viewer.trustedOnly) return null;
    context.observed = observe();
    try {
      if ((await meter.enter(viewer.keyId, viewer.budgets)) !== 'entered') return null;
    } catch {
      return null;
    }
    context.call = newCall({ viewer, left, stillOpen: async () => (await keyCheck(key)) !== null });
    return context.call;
  };

  /** Null where the document has not become a function yet, or does not take these variables. */
  const make = async ({ document, variables }: Asked, call: Call): Promise<ExecutionResult | null> => {
    const { query } = compiled.known(document) ?? {};
    if (query === undefined) return null;
    const result = await inOneVersion({
      call,
      contextOf,
      make: (context = contextOf(call)) => query(undefined, context, variables),
    });
    return isRefused(result) ? null : result;
  };

  const contentOf = async (asked: Asked, asking: Asking, call: Call): Promise<Content | null> => {
    const anew = asksAnew(asking.header('cache-control'));
    const key = answers.keyOf(call, asked.text);
    const known = anew ? undefined : answers.find(key);
    if (known !== undefined) return recalled(known, call).content;
    const { version } = newest();
    const result = await make(asked, call);
    if (result === null) return null;
    if (result.errors !== undefined || !result.data) {
      asking.context.made = { result, withheld: call.withheld };
      return null;
    }
    const kept = anew ? null : answers.keep(key, call, version, result.data);
    return kept?.content ?? createContent(JSON.stringify(result.data), call, newest());
  };

  return async (asking) => {
    const { header, context } = asking;
    const type = answerType(header('accept'));
    if (type === null || !isPlain(asking) || !hasSeen(header(SEEN_VERSION), newest())) return null;
    const call = await enter(asking);
    if (call === null) return null;
    try {
      const body = await asking.body();
      context.body = body;
      const asked = questions.in(body);
      if (asked === null) return null;
      call.document = asked.query;
      if (context.observed) context.observed.operation = asked.operation.name?.value ?? 'unnamed';
      await charge(call, asked);
      const content = await contentOf(asked, asking, call);
      if (content === null) return null;
      audit(call);
      const headers = { 'content-type': type, ...callHeaders(call, newest()) };
      const answered = await written(content, call, headers, header('accept-encoding'));
      meter.leave(call.viewer.keyId);
      context.observed?.answered(200, call);
      return answered;
    } catch (error) {
      context.body ??= new Uint8Array();
      const told = new GraphQLError(String(error), { originalError: error instanceof Error ? error : null });
      context.made = { result: { errors: [told] }, withheld: call.withheld };
      return null;
    }
  };
}

function isPlain({ header }: Asking): boolean {
  return (
    header('content-encoding') === undefined &&
    header('transfer-encoding') === undefined &&
    JSON_TYPE.test(header('content-type') ?? '') &&
    Number(header('content-length') ?? 0) <= LIMITS.bodyBytes
  );
}

/** Whether what the client has seen is known here. */
const hasSeen = (text: string | undefined, { version }: DataRead): boolean =>
  text === undefined || (/^\d{1,9}$/.test(text) && Number(text) <= version);

async function written(
  content: Content,
  call: Call,
  headers: Answered['headers'],
  encodings: string | undefined,
): Promise<Answered> {
  const plain = content.body(call.cost);
  const packing = plain.length < LEAST_TO_PACK ? null : packingFor(encodings);
  const body = packing === null ? plain : await content.packedBody(packing, call.cost);
  return {
    headers: {
      ...headers,
      'content-length': String(body.length),
      ...(packing === null ? {} : { 'content-encoding': packing }),
      vary: 'accept-encoding',
      etag: content.etag,
      ...(call.cost === undefined ? {} : budgetHeaders(call.cost)),
    },
    body,
  };
}
