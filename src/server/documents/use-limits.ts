import { setImmediate as nextTurn } from 'node:timers/promises';
import { type DocumentNode, getOperationAST, parse, validate } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { TrustedDocuments } from '../../access/trusted-documents.ts';
import { AnlanError } from '../../kernel/errors.ts';
import type { ServerContext } from '../calls/call.ts';
import { HttpProblem } from '../errors/http-problem.ts';
import { LIMITS } from '../limits.ts';
import { checkDocument } from './check-document.ts';
import { checkVariables } from './check-variables.ts';
import { documentOf } from './document-of.ts';
import { bodyIn, type GraphQLBody, readAddress, readBody } from './read-body.ts';

/**
 * Reads the body itself, and refuses what is too large before it is parsed, validated or run. What was parsed and validated just
 * now is run in a turn of its own: others wait for the one or the other.
 */
export function useLimits(trusted: TrustedDocuments): Plugin<object, ServerContext> {
  const unrun = new WeakSet<DocumentNode>();
  return {
    onRequestParse({ setRequestParser, serverContext }) {
      setRequestParser(async (request) => {
        const { call, body: read } = serverContext;
        const { documentId, ...body } = await askedBy(request, read);
        checkLength(body.query);
        if (call === undefined) throw new Error('expected a request that passed the guard');
        call.document = body.query;
        const query = await documentOf({ query: body.query, ...(documentId && { documentId }) }, call.viewer, trusted);
        call.document = query;
        checkVariables(body.variables);
        return { ...body, query };
      });
    },
    onParse({ setParseFn, context }) {
      setParseFn((source, options) => {
        const document = parseSmall(() => parse(source, { ...options, maxTokens: LIMITS.documentLength }));
        checkDocument(document);
        unrun.add(document);
        return document;
      });
      if (context.request.method !== 'GET') return;
      // A document that is known is not parsed again, and what a parse throws is kept for whoever sends the same text.
      return ({ result }) => {
        if (result !== null && !(result instanceof Error)) checkReads(result);
      };
    },
    onValidate({ setValidationFn }) {
      setValidationFn((schema, document, rules) => validate(schema, document, rules, { maxErrors: LIMITS.errors }));
    },
    onExecute({ args: { document, operationName } }) {
      if (getOperationAST(document, operationName)) return unrun.delete(document) ? nextTurn() : undefined;
      throw new AnlanError('BAD_USER_INPUT', 'expected `operationName` to name the operation of the document');
    },
  };
}

function askedBy(request: Request, read: Uint8Array | undefined): GraphQLBody | Promise<GraphQLBody> {
  if (request.method === 'GET') return readAddress(new URL(request.url));
  return read === undefined ? readBody(request) : bodyIn(read);
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

/** What is asked for by GET may be asked again by anybody on the way. */
function checkReads(document: DocumentNode): void {
  if (getOperationAST(document)?.operation === 'query') return;
  throw new HttpProblem(405, 'METHOD_NOT_ALLOWED', 'expected a query; other operations are asked for by POST', {
    allow: 'POST',
  });
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
