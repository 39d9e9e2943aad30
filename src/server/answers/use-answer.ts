import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Log } from '../../db/log.ts';
import type { Call, DataRead, ServerContext } from '../calls/call.ts';
import { faultsOf, withOthers } from '../errors/faults.ts';
import { fieldPathsOf } from '../errors/field-path.ts';
import { HttpProblem } from '../errors/http-problem.ts';
import { mapError, rootOf } from '../errors/map-error.ts';
import { contentExtensions } from './extensions.ts';

interface AnswerOptions {
  readonly log: Log;
  /** The newest data there is: what an answer that read nothing names. */
  readonly newest: () => DataRead;
}

interface Result {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
  /** Of an answer whose data is written out already. */
  readonly stringify?: (result: Result) => string;
}

/** Gives every error its code and path, and every answer the data version it was made from and its warnings. */
export function useAnswer({ log, newest }: AnswerOptions): Plugin<ServerContext, ServerContext> {
  const finished = (
    { data, errors, extensions = {}, stringify }: Result,
    call: Call,
    document: string,
    oldForm: boolean,
  ) => {
    const ran = data !== undefined;
    const pathOf = fieldPathsOf(document);
    const mapped =
      errors &&
      faultsOf(errors).map(({ error, others, further }) => {
        const path = error.path ?? pathOf(error.positions?.[0]);
        const told = withOthers(mapError(error, { requestId: call.requestId, path, log }), others, further);
        return oldForm && ofDocument(error, told) ? withoutStatus(told) : told;
      });
    return {
      ...(mapped === undefined ? {} : { errors: ran ? mapped.map(withoutStatus) : mapped }),
      ...(ran ? { data } : {}),
      ...(stringify === undefined ? {} : { stringify }),
      extensions: {
        ...extensions,
        ...contentExtensions(call, newest()),
        ...(call.cost === undefined ? {} : { cost: call.cost }),
      },
    };
  };

  return {
    onSubscribe: ({ args: { contextValue } }) => ({
      onSubscribeResult: () => ({
        onNext({ result, setResult }) {
          const { call } = contextValue;
          if (call === undefined || Symbol.asyncIterator in result) return;
          call.moments.clear();
          const { errors, extensions } = finished(result, call, '', false);
          setResult({ ...result, extensions, ...(errors === undefined ? {} : { errors }) });
        },
      }),
      onSubscribeError({ error, setError }) {
        const { requestId } = contextValue.call ?? { requestId: '' };
        setError(
          mapError(new GraphQLError(String(error), { originalError: asError(error) }), {
            requestId,
            path: undefined,
            log,
          }),
        );
      },
    }),
    onResultProcess({ request, result, setResult, serverContext }) {
      const { call } = serverContext;
      if (call === undefined || Array.isArray(result) || Symbol.asyncIterator in result) return;
      const document = 'params' in serverContext ? documentOf(serverContext.params) : '';
      setResult(finished(result, call, document, takesOldForm(request)));
    },
  };
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

const JSON_TYPE = /(^|,)\s*application\/json\s*(;|,|$)/i;

/** A client that names application/json and not application/graphql-response+json. */
function takesOldForm({ headers }: Request): boolean {
  const accept = headers.get('accept') ?? '';
  return JSON_TYPE.test(accept) && !accept.includes('application/graphql-response+json');
}

/** A document or a variable that does not fit: 200 in the old form, as GraphQL over HTTP has it. */
const ofDocument = (error: GraphQLError, told: GraphQLError): boolean =>
  OF_THE_DOCUMENT.includes(String(told.extensions.code)) && !(rootOf(error) instanceof HttpProblem);

const OF_THE_DOCUMENT = ['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT'];

function documentOf(params: unknown): string {
  if (typeof params !== 'object' || params === null || !('query' in params)) return '';
  return typeof params.query === 'string' ? params.query : '';
}

/** An answer with data is 200 even if parts of it failed, unless the database was away. */
function withoutStatus(error: GraphQLError): GraphQLError {
  if (error.extensions.code === 'DATABASE_UNAVAILABLE') return error;
  const { http: _, ...extensions } = error.extensions;
  return new GraphQLError(error.message, { nodes: error.nodes ?? null, path: error.path ?? null, extensions });
}
