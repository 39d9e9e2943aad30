import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { buildTemplate } from '../postgres.ts';
import { startPair } from './pair.ts';

const TEMPLATE = 'anlan_replica_template';

/** Databases for tests on a primary, whose replica applications read from. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { primary, replica, remove } = await startPair();
  try {
    const client = new pg.Client({ connectionString: primary.url });
    await client.connect();
    await buildTemplate(client, primary.url, TEMPLATE);
    await client.end();
  } catch (error) {
    await remove();
    throw error;
  }
  project.provide('postgres', { url: primary.url, template: TEMPLATE, replica: replica.url });
  return remove;
}
