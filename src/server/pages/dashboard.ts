import { createHash } from 'node:crypto';
import { globSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { type BundledFile, bundle } from './bundle.ts';
import { createPage, mediaType, type Page } from './page.ts';

interface DashboardOptions {
  /** The folder of the product: the sources of the page and package-lock.json. */
  readonly root: string;
  /** Where bundles are kept from one start to the next. */
  readonly keep: string;
  /** A GeoJSON file of the operator; its features carry codes of regions. */
  readonly map?: string | undefined;
}

const ASSETS = '/assets/';

/** The dashboard by address: bundled when its sources changed, else as it was kept. */
export async function dashboardPages({ root, keep, map }: DashboardOptions): Promise<ReadonlyMap<string, Page>> {
  const folder = join(root, 'src', 'dashboard');
  const files = await kept(join(keep, await fingerprint(root)), () => bundle(folder));
  const pages = new Map<string, Page>();
  for (const { name, content } of files) {
    const type = mediaType(extname(name));
    if (type !== undefined) pages.set(`${ASSETS}${name}`, createPage(type, content, true));
  }
  const drawn = map === undefined ? null : createPage('application/json; charset=utf-8', await readFile(map), true);
  const mapAddress = drawn === null ? null : `${ASSETS}map-${drawn.etag.slice(1, 12)}.json`;
  if (drawn !== null && mapAddress !== null) pages.set(mapAddress, drawn);
  pages.set('/icon.svg', createPage('image/svg+xml', await readFile(join(folder, 'icon.svg')), false));

  const shell = await readFile(join(folder, 'index.html'), 'utf8');
  const html = shell.replace('<!-- assets -->', headOf([...pages.keys()], mapAddress).join('\n    '));
  const page = createPage('text/html; charset=utf-8', html, false);
  return pages.set('/', page).set('/index.html', page);
}

function headOf(addresses: readonly string[], map: string | null): readonly string[] {
  return addresses.flatMap((address) => {
    if (address === map) return [`<meta name="anlan-map" content="${address}" />`];
    if (!address.startsWith(`${ASSETS}main-`)) return [];
    if (address.endsWith('.css')) return [`<link rel="stylesheet" href="${address}" />`];
    return [`<script type="module" src="${address}"></script>`];
  });
}

/** Changes whenever the bundle would. */
async function fingerprint(root: string): Promise<string> {
  const hash = createHash('sha256');
  const sources = globSync(
    '{src/{dashboard,client}/**/*.{ts,tsx,css},schema/**/*.ts,package.json,src/server/pages/bundle.ts}',
    { cwd: root },
  );
  for (const path of sources.sort()) {
    hash.update(path).update('\0');
    hash.update(await readFile(join(root, path))).update('\0');
  }
  return hash.digest('hex').slice(0, 20);
}

/** A bundle that cannot be kept (a disk that is full or read-only) is served all the same. */
async function kept(folder: string, make: () => Promise<readonly BundledFile[]>): Promise<readonly BundledFile[]> {
  const names = await readdir(folder).catch(() => null);
  if (names !== null) {
    return Promise.all(names.map(async (name) => ({ name, content: await readFile(join(folder, name)) })));
  }
  const files = await make();
  const draft = `${folder}.${process.pid}`;
  try {
    await mkdir(draft, { recursive: true });
    for (const { name, content } of files) await writeFile(join(draft, name), content);
    await rename(draft, folder);
  } catch {
    await rm(draft, { recursive: true, force: true }).catch(() => {});
  }
  return files;
}
