import { type DocumentNode, getOperationAST, type OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Question } from '../answers/known-answers.ts';
import { checkVariables } from '../documents/check-variables.ts';
import { bodyIn, type GraphQLBody } from '../documents/read-body.ts';

/** A query that can be answered directly: its document is valid, its variables have been looked at. */
export interface Asked extends Question {
  /** The document as it was sent. */
  readonly query: string;
  readonly operation: OperationDefinitionNode;
  /** Of the operation. */
  readonly name: string;
  /** What is asked, in words that are the same for the same. */
  readonly text: string;
}

interface QuestionsOptions {
  /** Characters of the documents that are kept, and of the bodies. */
  readonly characters: number;
  readonly textOf: (question: Question) => string;
}

export type Questions = ReturnType<typeof createQuestions>;

/** Documents that were found valid, and what the bodies asked that came last. */
export function createQuestions({ characters, textOf }: QuestionsOptions) {
  const documents = new LRUCache<string, DocumentNode>({
    maxSize: characters,
    sizeCalculation: (_document, query) => query.length,
  });
  const known = new LRUCache<string, Asked>({
    maxSize: characters,
    maxEntrySize: Math.floor(characters / 100),
    sizeCalculation: (_asked, body) => body.length,
  });

  const read = ({ query, documentId, operationName, variables = {} }: GraphQLBody): Asked | null => {
    const document = documentId === undefined ? documents.get(query) : undefined;
    const operation = document && getOperationAST(document, operationName);
    if (document === undefined || operation?.operation !== 'query') return null;
    checkVariables(variables);
    const question = { document, operationName, variables };
    return { ...question, query, operation, name: operation.name?.value ?? 'unnamed', text: textOf(question) };
  };

  return {
    /** Notes a document that was found valid. */
    learn: (query: string, document: DocumentNode): void => void documents.set(query, document),
    /** What a body asks; null where that is unknown or wrong, which is told elsewhere. */
    in(body: Buffer): Asked | null {
      // Byte by byte: the same text for the same bytes only.
      const bytes = body.toString('latin1');
      const before = known.get(bytes);
      if (before !== undefined) return before;
      const asked = quietly(() => read(bodyIn(body)));
      if (asked !== null) known.set(bytes, asked);
      return asked;
    },
  };
}

function quietly<Result>(work: () => Result): Result | null {
  try {
    return work();
  } catch {
    return null;
  }
}
