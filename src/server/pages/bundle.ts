import { basename, join } from 'node:path';

export interface BundledFile {
  /** Holds a hash of the content: `main-4XZ2.js`. */
  readonly name: string;
  readonly content: Uint8Array;
}

/** The dashboard of `folder` as files for the browser; the first script and style are named `main`. */
export async function bundle(folder: string): Promise<readonly BundledFile[]> {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [join(folder, 'main.tsx')],
    bundle: true,
    splitting: true,
    minify: true,
    write: false,
    sourcemap: false,
    legalComments: 'none',
    format: 'esm',
    target: ['chrome109', 'safari16', 'firefox115'],
    charset: 'utf8',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    outdir: join(folder, 'bundle'),
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    logLevel: 'silent',
  });
  return outputFiles.map(({ path, contents }) => ({ name: basename(path), content: contents }));
}
