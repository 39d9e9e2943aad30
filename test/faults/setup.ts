import type { TestProject } from 'vitest/node';
import { buildTemplate } from '../postgres.ts';
import { createPostgres, type PostgresPlace, postgresAt } from './own-postgres.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    ownPostgres: PostgresPlace;
  }
}

const TEMPLATE = 'anlan_faults_template';

/** Databases for tests in a PostgreSQL that may be killed. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const place = await createPostgres({ ownDisk: true });
  const postgres = postgresAt(place);
  try {
    await postgres.start();
    await buildTemplate([postgres.url], TEMPLATE);
  } catch (error) {
    await postgres.remove();
    throw error;
  }
  project.provide('postgres', { url: postgres.url, template: TEMPLATE, nodes: [postgres.url] });
  project.provide('ownPostgres', place);
  return () => postgres.remove();
}
