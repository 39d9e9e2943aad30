import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { TypedDocumentString } from '../../../schema/generated/graphql.ts';
import { AskError, ask, type Fault } from '../../client/ask.ts';

/** One answer as it comes: what was shown before stays until the next is there. */
export interface Loaded<Result> {
  readonly data: Result | null;
  readonly loading: boolean;
  readonly fault: Fault | null;
  /** The question that data or fault answer; null before the first. */
  readonly answered: object | null;
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
}

const NOTHING = { data: null, loading: false, fault: null, answered: null };
const RETRY_MS = [1000, 2000, 4000, 8000, 15_000];

/** Asks whenever something else is wanted, one question at a time; while the server is away it tries again. */
export function createLoaded<Result, Variables>(
  options: LoadedOptions<Result, Variables>,
): ReadonlySignal<Loaded<Result>> {
  const { wanted, key, again, onKeyRefused } = options;
  const state = signal<Loaded<Result>>(NOTHING);

  effect(() => {
    const question = wanted();
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
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const attempt = async (tries: number): Promise<void> => {
      try {
        const data = await ask(question.document, question.variables, { key: open, signal: stop.signal });
        if (!stop.signal.aborted) state.value = { data, loading: false, fault: null, answered: question };
      } catch (error) {
        if (stop.signal.aborted) return;
        const fault: Fault =
          error instanceof AskError ? error.fault : { kind: 'refused', code: 'INTERNAL', message: String(error) };
        const data = fault.kind === 'refused' ? null : state.peek().data;
        state.value = { data, loading: false, fault, answered: question };
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
  return state;
}
