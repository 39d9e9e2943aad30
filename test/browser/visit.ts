import { mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { inject } from 'vitest';
import { datasets } from '../../src/datasets/index.ts';
import { docFiles } from '../../src/graphql/doc-files.ts';
import { indicators, themes } from '../../src/indicators/index.ts';
import { type Listening, listen } from '../../src/server/listen.ts';
import { dashboardPages } from '../../src/server/pages/dashboard.ts';
import { documentPages } from '../../src/server/pages/docs.ts';
import { createWorld, type World } from '../api/world.ts';
import { addDispute, fillShore } from './shore.ts';

/** Of this user: what another one has made cannot be written over. */
export const SHOTS = join(tmpdir(), `anlan-screenshots-${userInfo().uid}`);

export interface Visit {
  readonly page: Page;
  /** What the browser complained of. */
  readonly complaints: string[];
}

export interface Site {
  readonly world: World;
  readonly key: string;
  readonly url: string;
  /** A window of its own; with the key unless told. */
  visit(query: string, options?: BrowserContextOptions & { readonly key?: string | null }): Promise<Visit>;
  /** One more dispute of 2021 in the county. */
  lateDispute(fileName: string): Promise<void>;
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

interface SiteOptions {
  readonly map?: string;
  readonly fill?: Parameters<typeof createWorld>[0];
}

/** The dashboard as it is served, on a socket, with a browser beside it. */
export async function createSite({ fill = fillShore, ...options }: SiteOptions = {}): Promise<Site> {
  mkdirSync(SHOTS, { recursive: true });
  const dashboard = await dashboardPages({
    root: join(import.meta.dirname, '..', '..'),
    keep: join(tmpdir(), `anlan-dashboard-test-${userInfo().uid}`),
    ...options,
  });
  const documents = await documentPages(docFiles({ datasets, indicators, themes }));
  const world = await createWorld(fill, { pages: new Map([...dashboard, ...documents]) });
  const key = await world.key();
  const { path, env } = inject('chromium');
  const browser: Browser = await chromium.launch({
    executablePath: path,
    // In a locale without Chinese the browser drops the names of files that are saved.
    env: { ...process.env, LC_ALL: 'C.UTF-8', ...env },
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
  let server: Listening = await listen({ host: '127.0.0.1', port: 0 });
  server.serve(world.app.listener);
  const { url } = server;
  const port = Number(new URL(url).port);

  return {
    world,
    key,
    url,
    async visit(query, { key: given = key, ...context } = {}) {
      const window = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 }, ...context });
      if (given !== null) {
        await window.addInitScript((text) => {
          if (!sessionStorage.getItem('seeded')) localStorage.setItem('anlan.key', text);
          sessionStorage.setItem('seeded', '1');
        }, given);
      }
      const page = await window.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
      await page.goto(`${url}/${query}`);
      return { page, complaints };
    },
    async lateDispute(fileName) {
      await addDispute(world.database.db, fileName);
      await world.app.refresh();
    },
    async stop() {
      await server.drain();
    },
    async start() {
      server = await listen({ host: '127.0.0.1', port });
      server.serve(world.app.listener);
    },
    async close() {
      await browser.close();
      await server.drain();
      await world.close();
    },
  };
}
