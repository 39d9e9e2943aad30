import { parse, visit } from 'graphql';
import { LIMITS } from './limits.ts';

/** The response keys of the fields around a position of a document; undefined where there is no such field. */
export function fieldPath(document: string, position: number | undefined): readonly string[] | undefined {
  if (position === undefined || document.length > LIMITS.documentLength) return undefined;
  const path: string[] = [];
  try {
    visit(parse(document, { maxTokens: LIMITS.tokens }), {
      Field({ alias, name, loc }) {
        if (loc === undefined || position < loc.start || position >= loc.end) return false;
        path.push((alias ?? name).value);
        return undefined;
      },
    });
  } catch {
    return undefined;
  }
  return path.length === 0 ? undefined : path;
}
