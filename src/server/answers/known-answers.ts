import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { rightsKey, type Viewer } from '../../access/viewer.ts';
import type { Day } from '../../kernel/day.ts';
import type { Call, DataRead } from '../calls/call.ts';
import { type Content, createContent } from './content.ts';

export interface KnownAnswer {
  /** Everything but what the key has left. */
  readonly content: Content;
  readonly read: DataRead;
  readonly warnings: Call['warnings'];
  readonly withheld: number;
}

export interface Question {
  readonly document: DocumentNode;
  readonly operationName: string | null | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

interface Named {
  /** What is asked, in words that are the same for the same. */
  readonly text: string;
}

interface KnownAnswersOptions {
  readonly newest: () => DataRead;
  readonly today: () => Day;
  /** Bytes of answers that are kept. */
  readonly bytes: number;
}

export type KnownAnswers = ReturnType<typeof createKnownAnswers>;

/**
 * The same answer to the same question of viewers with the same rights until an import comes in. Answers that are for one
 * asker (who am I, records, whose reading is noted) are never kept.
 */
export function createKnownAnswers({ newest, today, bytes }: KnownAnswersOptions) {
  const kept = new LRUCache<string, KnownAnswer>({
    maxSize: bytes,
    maxEntrySize: Math.floor(bytes / 8),
    sizeCalculation: ({ content }, key) => content.size() + 2 * key.length,
  });
  const documents = new WeakMap<DocumentNode, number>();
  const rights = new WeakMap<Viewer, string>();
  let numbered = 0;
  const numberOf = (document: DocumentNode): number => {
    const number = documents.get(document) ?? ++numbered;
    documents.set(document, number);
    return number;
  };
  const rightsOf = (viewer: Viewer): string => {
    const known = rights.get(viewer) ?? `${rightsKey(viewer)} ${viewer.scopes.toSorted().join()}`;
    rights.set(viewer, known);
    return known;
  };
  /** The last name of each question: the same viewer asks the same again and again. */
  const names = new WeakMap<Named, { version: number; day: Day; rights: string; key: string }>();

  return {
    /** What is asked, in words that are the same for the same. */
    textOf: ({ document, operationName, variables }: Question): string =>
      JSON.stringify([numberOf(document), operationName ?? null, variables]),
    /** Under which an answer to a question is kept for the viewer of a call: of the data and the day of now. */
    keyOf(viewer: Viewer, question: Named): string {
      const { version } = newest();
      const day = today();
      const held = rightsOf(viewer);
      const known = names.get(question);
      if (known?.version === version && known.day === day && known.rights === held) return known.key;
      const key = `${version} ${day} ${held} ${question.text}`;
      names.set(question, { version, day, rights: held, key });
      return key;
    },
    find: (key: string): KnownAnswer | undefined => kept.get(key),
    /** Keeps an answer, as JSON, that began with the data `version`; null where it is not one for others. */
    keep(key: string, call: Call, version: number, data: string): KnownAnswer | null {
      if (call.personal) return null;
      const [read, ...others] = call.moments.values();
      if (read?.version !== version || others.length > 0) return null;
      const withheld = call.withheld();
      const answer = {
        content: createContent(data, call, read),
        read,
        warnings: [...call.warnings],
        withheld,
      };
      kept.set(key, answer);
      return answer;
    },
  };
}

/** An asker that wants it made anew. */
export const asksAnew = (cacheControl: string | null | undefined): boolean =>
  /\bno-(?:cache|store)\b/.test(cacheControl ?? '');
