import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { TypedDocumentString } from '../../../schema/generated/graphql.ts';
import { AskError, ask, type Fault, type Seen } from '../../client/ask.ts';

/** One answer as it comes: what was shown before stays until the next is there. */
export interface Loaded<Result, Variables> {
  readonly data: Result | null;
  /** What data, or a refusal, answer: views tell of these, not of what is wanted next. Null before the first. */
  readonly answered: Variables | null;
  /** Whether what is wanted now is what was answered. */
  readonly current: boolean;
  readonly loading: boolean;
  readonly fault: Fault | null;
}

export interface Wanted<Result, Variables> {
  readonly document: TypedDocumentString<Result, Variables>;
  readonly variables: Variables;
}

interface LoadedOptions<Result, Variables> {
  /** What is wanted now, by the signals it reads; null: nothing; later: it depends on an answer that is awaited. */
  readonly wanted: () => Wanted<Result, Variables> | 'later' | null;
  readonly key: ReadonlySignal<string | null>;
  /** Asks again when it changes. */
  readonly again: ReadonlySignal<number>;
  readonly onKeyRefused: () => void;
  /** No answer is made of older data than one before it. */
  readonly seen: Seen;
}

const NOTHING = { data: null, loading: false, fault: null, answered: null };
const RETRY_MS = [1000, 2000, 4000, 8000, 15_000];

/** Asks whenever something else is wanted, one question at a time; while the server is away it tries again. */
export function createLoaded<Result, Variables>(
  options: LoadedOptions<Result, Variables>,
): ReadonlySignal<Loaded<Result, Variables>> {
  const { key, again, onKeyRefused, seen } = options;
  const state = signal<Omit<Loaded<Result, Variables>, 'current'>>(NOTHING);
  const wanted = sameUntilOther(options.wanted);

  effect(() => {
    const question = wanted.value;
    const open = key.value;
    again.value;
    if (question === null || open === null) {
      state.value = NOTHING;
      return;
    }
    if (question === 'later') {
      state.value = { ...state.peek(), loading: true };
      return;
    }
    const answered = question.variables;
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const attempt = async (tries: number): Promise<void> => {
      try {
        const data = await ask(question.document, question.variables, { key: open, signal: stop.signal, seen });
        if (!stop.signal.aborted) state.value = { data, answered, loading: false, fault: null };
      } catch (error) {
        if (stop.signal.aborted) return;
        const fault: Fault =
          error instanceof AskError ? error.fault : { kind: 'refused', code: 'INTERNAL', message: String(error) };
        state.value =
          fault.kind === 'refused'
            ? { data: null, answered, loading: false, fault }
            : { ...state.peek(), loading: false, fault };
        if (fault.kind === 'key') onKeyRefused();
        if (fault.kind === 'away') {
          timer = setTimeout(() => void attempt(tries + 1), RETRY_MS[Math.min(tries, RETRY_MS.length - 1)]);
        }
      }
    };
    state.value = { ...state.peek(), loading: true };
    void attempt(0);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  });
  return computed(() => {
    const question = wanted.value;
    const { answered } = state.value;
    return {
      ...state.value,
      current: answered !== null && typeof question === 'object' && question?.variables === answered,
    };
  });
}

/** The same question as long as it asks the same, whatever it was made from. */
function sameUntilOther<Result, Variables>(
  wanted: LoadedOptions<Result, Variables>['wanted'],
): ReadonlySignal<Wanted<Result, Variables> | 'later' | null> {
  let last: Wanted<Result, Variables> | null = null;
  return computed(() => {
    const next = wanted();
    if (next === null || next === 'later') return next;
    if (last === null || JSON.stringify(last.variables) !== JSON.stringify(next.variables)) last = next;
    return last;
  });
}
