import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

export interface SourceFile {
  /** `src/engine/value.ts` */
  readonly path: string;
  /** The folder below src, or the file itself where it stands in src: `engine`, `app.ts`. */
  readonly room: string;
  readonly lines: readonly string[];
  /** The text without its comments. */
  readonly code: string;
  /** Files of the repository that it imports, types included. */
  readonly imports: readonly string[];
}

const IMPORT = /^(?:import|export)\b[^;']*?'(\.{1,2}\/[^']+)'|\bimport\('(\.{1,2}\/[^']+)'\)/gm;

export function sourceFiles(folder: 'src' | 'scripts' | 'bench'): readonly SourceFile[] {
  return globSync(`${folder}/**/*.{ts,tsx}`, { cwd: ROOT })
    .sort()
    .map((path) => {
      const text = readFileSync(join(ROOT, path), 'utf8');
      const posix = path.split(sep).join('/');
      const found = [...text.matchAll(IMPORT)].map(([, target, dynamic]) =>
        relative(ROOT, join(ROOT, dirname(path), target ?? dynamic ?? ''))
          .split(sep)
          .join('/'),
      );
      return {
        path: posix,
        room: roomOf(posix),
        lines: text.trimEnd().split('\n'),
        code: text.replace(/\/\*\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, ''),
        imports: found,
      };
    });
}

export const roomOf = (path: string): string =>
  path.startsWith('src/') ? (path.split('/')[1] ?? '') : (path.split('/')[0] ?? '');
