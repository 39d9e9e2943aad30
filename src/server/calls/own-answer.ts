import { type GraphQLSchema, graphql } from 'graphql';
import type { TypedDocumentString } from '../../../schema/generated/graphql.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { Context } from '../../graphql/context.ts';
import type { Call } from './call.ts';
import { ownCall } from './own-call.ts';
import { inOneVersion } from './use-one-version.ts';

type Asked = Readonly<Record<string, unknown>>;

/** Answers a published operation for a script: as one viewer, or with all that the operator may read. @throws AnlanError */
export type OwnAnswer = <Result, Variables extends Asked>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  viewer?: Viewer,
) => Promise<Result>;

export function createOwnAnswer(schema: GraphQLSchema, contextOf: (call: Call) => Context): OwnAnswer {
  return async <Result, Variables extends Asked>(
    document: TypedDocumentString<Result, Variables>,
    variables: Variables,
    viewer?: Viewer,
  ) => {
    const call = ownCall(viewer);
    const { data, errors } = await inOneVersion({
      call,
      contextOf,
      make: (contextValue = contextOf(call)) =>
        graphql({ schema, source: document.toString(), variableValues: variables, contextValue }),
    });
    const [error] = errors ?? [];
    if (error !== undefined) throw error.originalError ?? error;
    // The document was made from the published schema: its result type is what the schema promises.
    return data as Result;
  };
}
