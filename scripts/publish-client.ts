import { join } from 'node:path';
import { Command } from 'commander';
import { build } from 'esbuild';

new Command('npm run publish')
  .description(
    'Writes schema/client/index.js, the entry `anlan/client` for frontends, after the types of schema/operations/.',
  )
  .parse();

const root = join(import.meta.dirname, '..');
await build({
  entryPoints: [join(root, 'src', 'client', 'index.ts')],
  outfile: join(root, 'schema', 'client', 'index.js'),
  bundle: true,
  format: 'esm',
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'none',
});
console.log('wrote schema/client/index.js');
