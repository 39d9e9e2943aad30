import { documentHash, type TrustedDocuments } from '../../access/trusted-documents.ts';
import type { Viewer } from '../../access/viewer.ts';
import { AnlanError } from '../../kernel/errors.ts';
import type { GraphQLBody } from './read-body.ts';

/**
 * The document that a body asks to run: its text, or the registered one of its hash.
 * @throws AnlanError NOT_FOUND for a hash that is not registered, FORBIDDEN for a text where the key may only run such
 */
export async function documentOf(
  { query, documentId }: Pick<GraphQLBody, 'query' | 'documentId'>,
  viewer: Viewer,
  trusted: TrustedDocuments,
): Promise<string> {
  if (documentId !== undefined) {
    const found = await trusted(documentId);
    if (found !== null) return found;
    throw new AnlanError('NOT_FOUND', 'expected `documentId` to be the hash of a registered operation');
  }
  if (!viewer.trustedOnly || (await trusted(documentHash(query))) !== null) return query;
  throw new AnlanError('FORBIDDEN', 'this key may only run registered operations');
}
