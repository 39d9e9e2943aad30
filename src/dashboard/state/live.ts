import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { createClient, NetworkError } from 'graphql-sse';
import {
  DataChangedDocument,
  type DataChangedSubscription,
  type DataChangedSubscriptionVariables,
} from '../../../schema/generated/graphql.ts';

/** What came in since the view was read. */
export interface News {
  readonly files: readonly string[];
  readonly values: number;
}

interface Heard {
  readonly version: number;
  readonly file: string;
  readonly values: number;
}

interface LiveOptions {
  /** What to hear of; null: of nothing. */
  readonly wanted: () => Pick<DataChangedSubscriptionVariables, 'within' | 'indicators'> | null;
  readonly key: ReadonlySignal<string | null>;
  /** Version of the data in view. */
  readonly version: ReadonlySignal<number | null>;
}

const RETRY_MS = [1000, 2000, 4000, 8000, 15_000];

/** Hears of imports while the page is looked at; after a break it goes on where it left off. Null: nothing is new. */
export function createLive({ wanted, key, version }: LiveOptions): ReadonlySignal<News | null> {
  const heard = signal<readonly Heard[]>([]);
  const looked = signal(!document.hidden);
  document.addEventListener('visibilitychange', () => {
    looked.value = !document.hidden;
  });
  const asked = computed(() => JSON.stringify(wanted()));
  const known = computed(() => version.value !== null);
  let cursor: { readonly question: string; readonly after: string } | null = null;

  effect(() => {
    const open = key.value;
    const what: Pick<DataChangedSubscriptionVariables, 'within' | 'indicators'> | null = JSON.parse(asked.value);
    const question = `${open} ${asked.value}`;
    if (cursor?.question !== question) {
      cursor = null;
      heard.value = [];
    }
    if (open === null || what === null || !looked.value || !known.value) return;
    cursor ??= { question, after: String(version.peek()) };
    const client = createClient({
      url: '/graphql',
      headers: { authorization: `Bearer ${open}` },
      credentials: 'omit',
      retryAttempts: 0,
    });
    let over = false;
    let tries = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = (error?: unknown): void => {
      // What is refused once is refused again: a key that is over, a region that is gone.
      const status = error instanceof NetworkError ? Number(error.response?.status) : 0;
      if (over || (status >= 400 && status < 500 && status !== 429)) return;
      timer = setTimeout(listen, RETRY_MS[Math.min(tries++, RETRY_MS.length - 1)]);
    };
    const listen = (): void => {
      client.subscribe<DataChangedSubscription>(
        { query: DataChangedDocument.toString(), variables: { ...what, after: cursor?.after } },
        {
          next({ data }) {
            if (over || !data) return;
            tries = 0;
            const { cursor: after, version: number, import: from, values, omitted } = data.dataChanged;
            cursor = { question, after };
            const file = from?.fileName ?? `${from?.number ?? number}`;
            heard.value = [...heard.value, { version: number, file, values: values.length + omitted }];
          },
          error: again,
          complete: () => again(),
        },
      );
    };
    listen();
    return () => {
      over = true;
      clearTimeout(timer);
      client.dispose();
    };
  });

  return computed(() => {
    const seen = version.value;
    const fresh = seen === null ? [] : heard.value.filter((one) => one.version > seen);
    if (fresh.length === 0) return null;
    return { files: fresh.map(({ file }) => file), values: fresh.reduce((all, { values }) => all + values, 0) };
  });
}
