import { randomUUID } from 'node:crypto';
import { type ExecutionResult, GraphQLError } from 'graphql';
import type { Journal } from '../../access/audit/journal.ts';
import type { KeyCheck } from '../../access/key-check.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { Context } from '../../graphql/context.ts';
import { after, type Eventual } from '../../kernel/eventual.ts';
import { lazy } from '../../kernel/lazy.ts';
import { type Content, createContent } from '../answers/content.ts';
import { asksAnew, type KnownAnswers } from '../answers/known-answers.ts';
import type { Charge } from '../budget/charge.ts';
import type { Meter } from '../budget/meter.ts';
import { type Call, type DataRead, newCall, startOver, versionRead } from '../calls/call.ts';
import { inOneVersion } from '../calls/use-one-version.ts';
import { SEEN_VERSION } from '../contexts/newest.ts';
import { type Compiled, isRefused } from '../documents/use-compiled.ts';
import { LIMITS } from '../limits.ts';
import type { Observed } from '../observation/observe.ts';
import type { Scribe } from '../scribe/scribe.ts';
import { JSON_TYPE, keyIn } from '../use-guard.ts';
import type { Answered, Asking } from './asking.ts';
import { answerType } from './media-type.ts';
import { createOneFlight } from './one-flight.ts';
import type { Asked, Questions } from './questions.ts';
import { type Told, written } from './written.ts';

interface DirectOptions {
  readonly keyCheck: KeyCheck;
  readonly meter: Meter;
  readonly observe: () => Observed;
  readonly questions: Questions;
  readonly charge: Charge;
  readonly answers: KnownAnswers;
  readonly compiled: Pick<Compiled, 'known'>;
  readonly scribe: Scribe;
  readonly contextOf: (call: Call) => Context;
  readonly newest: () => DataRead;
  readonly audit: (call: Call) => void;
  readonly used: Journal['used'];
}

/**
 * Answers queries that came before, without the way through Yoga: the same checks in the same order, and the same answer.
 * Null for all else, and for whatever is not plainly good: Yoga goes on from what was found out so far.
 */
export function createDirect(options: DirectOptions): (asking: Asking) => Promise<Answered | null> | null {
  const { keyCheck, meter, observe, questions, charge, answers, compiled, scribe, contextOf, newest, audit, used } =
    options;

  const flight = createOneFlight(answers);

  /** The data as JSON, or what is not plainly good; null where nothing has run. */
  const make = (asked: Asked, call: Call): Eventual<string | ExecutionResult | null> => {
    const { query } = compiled.known(asked.document) ?? {};
    if (query === undefined) return null;
    const once = (context: Context): Eventual<string | ExecutionResult | null> => {
      if (scribe.learnt(asked)) {
        const text = scribe.write(asked, context);
        if (text !== null) return text;
        startOver(call);
      }
      const made = query(undefined, context, asked.variables);
      if (made instanceof Promise) return made.then(textOf);
      if (isRefused(made)) return null;
      const known = textOf(made);
      if (typeof known === 'string') scribe.learn(asked);
      return known;
    };
    return inOneVersion({ call, contextOf, make: (context = contextOf(call)) => once(context) });
  };

  const contentOf = (asked: Asked, key: string | null, call: Call, asking: Asking): Eventual<Content | null> => {
    const { version } = newest();
    return after(make(asked, call), (made) => {
      if (made === null) return null;
      if (typeof made !== 'string') {
        asking.context.made = { result: made, withheld: call.withheld };
        return null;
      }
      const kept = key === null ? null : answers.keep(key, call, version, made);
      return kept?.content ?? createContent(made, call, newest());
    });
  };

  const answer = async (asking: Asking, type: string, key: string, viewer: Viewer): Promise<Answered | null> => {
    const { header, left, context } = asking;
    const observed = observe();
    context.observed = observed;
    try {
      const entry = meter.enter(viewer.keyId, viewer.budgets);
      if ((entry instanceof Promise ? await entry : entry) !== 'entered') return null;
    } catch {
      return null;
    }
    // A known answer takes none: most of what it holds would stay empty. Yoga, where it goes on, wants it.
    const call = lazy(() => {
      context.call = newCall({ viewer, left, stillOpen: async () => (await keyCheck(key)) !== null });
      return context.call;
    });
    try {
      const body = await asking.body();
      context.body = body;
      const asked = questions.in(body);
      if (asked === null) {
        call();
        return null;
      }
      observed.operation = asked.name;
      const due = charge.bill(viewer, asked);
      const bill = due instanceof Promise ? await due : due;
      const anew = asksAnew(header('cache-control'));
      const name = anew ? null : answers.keyOf(viewer, asked);
      const before = name === null || bill.refused !== null ? undefined : flight.find(name, asked);
      const known = before instanceof Promise ? await before : before;
      let told: Told;
      let content: Content | null;
      if (known === undefined) {
        const made = call();
        made.document = asked.query;
        charge.note(made, bill);
        const work = () => contentOf(asked, name, made, asking);
        const found = name === null ? work() : flight.make(name, asked, work);
        content = found instanceof Promise ? await found : found;
        if (content === null) return null;
        audit(made);
        const { requestId, cost, statements } = made;
        told = { viewer, requestId, cost, statements, version: versionRead(made, newest()) };
      } else {
        content = known.content;
        used(viewer.keyId, { requests: 1, points: bill.cost.requested, ...NOTHING_REFUSED });
        told = { viewer, requestId: randomUUID(), cost: bill.cost, version: known.read.version };
      }
      const sent = written(content, told, type, header('accept-encoding'));
      const answered = sent instanceof Promise ? await sent : sent;
      meter.leave(viewer.keyId);
      observed.answered(200, told);
      return answered;
    } catch (error) {
      context.body ??= new Uint8Array();
      const told = new GraphQLError(String(error), { originalError: error instanceof Error ? error : null });
      context.made = { result: { errors: [told] }, withheld: call().withheld };
      return null;
    }
  };

  return (asking) => {
    const type = answerType(asking.header('accept'));
    if (type === null || !isPlain(asking) || !hasSeen(asking.header(SEEN_VERSION), newest())) return null;
    const key = keyIn(asking.header('authorization'));
    const viewer = key === undefined ? null : keyCheck.recent(key, asking.peer);
    return key === undefined || viewer === null || viewer.trustedOnly ? null : answer(asking, type, key, viewer);
  };
}

/** The data of an answer as JSON; the answer itself where it is not plainly good. */
const textOf = (result: ExecutionResult): string | ExecutionResult =>
  result.errors === undefined && result.data ? JSON.stringify(result.data) : result;

/** Of an answer that others were given before: whatever is refused, and whatever shows single rows, is never kept. */
const NOTHING_REFUSED = { refused: 0, recordReads: 0, rowsRead: 0 };

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
