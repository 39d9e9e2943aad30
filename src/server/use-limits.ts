import { getOperationAST, parse } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { AnlanError } from '../kernel/errors.ts';
import { checkDocument } from './check-document.ts';
import { checkVariables } from './check-variables.ts';
import { LIMITS } from './limits.ts';
import { readBody } from './read-body.ts';

/** Reads the body itself, and refuses what is too large before it is parsed, validated or run. */
export function useLimits(): Plugin {
  return {
    onRequestParse({ setRequestParser }) {
      setRequestParser(async (request) => {
        const body = await readBody(request);
        checkLength(body.query);
        checkVariables(body.variables);
        return body;
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
