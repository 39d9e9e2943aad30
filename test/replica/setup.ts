import type { TestProject } from 'vitest/node';
import { buildTemplate } from '../postgres.ts';
import { startPair } from './pair.ts';

const TEMPLATE = 'anlan_replica_template';

/** Databases for tests on a primary, whose replica applications read from. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { primary, replica, remove } = await startPair();
  try {
    await buildTemplate([primary.url], TEMPLATE);
  } catch (error) {
    await remove();
    throw error;
  }
  project.provide('postgres', { url: primary.url, template: TEMPLATE, nodes: [primary.url], replica: replica.url });
  return remove;
}
