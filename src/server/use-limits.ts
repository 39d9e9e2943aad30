import { getOperationAST, parse } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { TrustedDocuments } from '../access/trusted-documents.ts';
import { AnlanError } from '../kernel/errors.ts';
import type { ServerContext } from './call.ts';
import { checkDocument } from './check-document.ts';
import { checkVariables } from './check-variables.ts';
import { documentOf } from './document-of.ts';
import { LIMITS } from './limits.ts';
import { readBody } from './read-body.ts';

/** Reads the body itself, and refuses what is too large before it is parsed, validated or run. */
export function useLimits(trusted: TrustedDocuments): Plugin<object, ServerContext> {
  return {
    onRequestParse({ setRequestParser, serverContext }) {
      setRequestParser(async (request) => {
        const { documentId, ...body } = await readBody(request);
        checkLength(body.query);
        const { call } = serverContext;
        if (call === undefined) throw new Error('expected a request that passed the guard');
        call.document = body.query;
        const query = await documentOf({ query: body.query, ...(documentId && { documentId }) }, call.viewer, trusted);
        call.document = query;
        checkVariables(body.variables);
        return { ...body, query };
      });
    },
    onParse({ setParseFn }) {
      setParseFn((source, options) => {
        const document = parseSmall(() => parse(source, { ...options, maxTokens: LIMITS.documentLength }));
        checkDocument(document);
        return document;
      });
    },
    onExecute({ args: { document, operationName } }) {
      if (getOperationAST(document, operationName)) return;
      throw new AnlanError('BAD_USER_INPUT', 'expected `operationName` to name the operation of the document');
    },
  };
}

function checkLength({ length }: string): void {
  if (length <= LIMITS.documentLength) return;
  throw new AnlanError(
    'QUERY_TOO_LARGE',
    `expected a document of at most ${LIMITS.documentLength} characters, got ${length}`,
    {
      limit: LIMITS.documentLength,
      found: length,
    },
  );
}

/** Nesting that is too deep for the parser's stack is too deep for us. */
function parseSmall<Document>(read: () => Document): Document {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new AnlanError('QUERY_TOO_LARGE', `expected at most ${LIMITS.valueDepth} levels of nested values`);
  }
}
