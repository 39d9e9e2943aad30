import { type DocumentNode, Kind, parse, visit } from 'graphql';
import { lazy } from '../../kernel/lazy.ts';
import { LIMITS } from '../limits.ts';

/** Finds the response keys of the fields around a position of a document; undefined where there is no such field. */
export type FieldPath = (position: number | undefined) => readonly string[] | undefined;

/** The document is parsed when the first position is asked for. */
export function fieldPathsOf(document: string): FieldPath {
  const parsed = lazy(() => read(document));
  return (position) => {
    const known = position === undefined ? null : parsed();
    if (position === undefined || known === null) return undefined;
    const path: string[] = [];
    visit(known, {
      enter(node) {
        const { kind, loc } = node;
        if (loc === undefined || position < loc.start || position >= loc.end) return false;
        // No field stands in these.
        if (kind === Kind.DIRECTIVE || kind === Kind.VARIABLE_DEFINITION) return false;
        if (kind === Kind.FIELD) path.push((node.alias ?? node.name).value);
        return undefined;
      },
    });
    return path.length === 0 ? undefined : path;
  };
}

function read(document: string): DocumentNode | null {
  if (document.length > LIMITS.documentLength) return null;
  try {
    return parse(document, { maxTokens: LIMITS.tokens });
  } catch {
    return null;
  }
}
