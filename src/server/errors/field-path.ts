import { type DocumentNode, parse, visit } from 'graphql';
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
      Field({ alias, name, loc }) {
        if (loc === undefined || position < loc.start || position >= loc.end) return false;
        path.push((alias ?? name).value);
        return undefined;
      },
      // No field stands in these.
      Directive: () => false,
      VariableDefinition: () => false,
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
