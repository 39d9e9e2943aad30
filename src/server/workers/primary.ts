import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { AggregatorRegistry } from 'prom-client';
import type { Log } from '../../db/log.ts';
import { AnlanError } from '../../kernel/errors.ts';
import type { Meter } from '../budget/meter.ts';
import { type Question, question, serving } from './conversation.ts';

interface PrimaryOptions {
  readonly workers: number;
  readonly meter: Meter;
  readonly log: Log;
}

export interface Primary {
  /** The address, as soon as one process serves. */
  readonly url: Promise<string>;
  /** Lets all processes answer what is in flight and end. */
  close(): Promise<void>;
}

const AGAIN_MS = 500;

/** Keeps so many server processes on one port, starts again what ends, and counts for all of them. */
export function createPrimary({ workers, meter, log }: PrimaryOptions): Primary {
  const first = Promise.withResolvers<string>();
  first.promise.catch(() => {});
  const metrics = new AggregatorRegistry();
  let closing = false;
  let served = false;

  const answer = async (ask: Question['ask'], held: string[]): Promise<unknown> => {
    switch (ask.of) {
      case 'enter': {
        const entry = await meter.enter(ask.key, ask.budgets);
        if (entry === 'entered') held.push(ask.key);
        return entry;
      }
      case 'leave':
        held.splice(held.indexOf(ask.key), 1);
        meter.leave(ask.key);
        return null;
      case 'spend':
        return meter.spend(ask.key, ask.points, ask.budgets);
      case 'wrong':
        return meter.wrong(ask.address);
      case 'metrics':
        return metrics.clusterMetrics();
      default:
        return ask satisfies never;
    }
  };

  const start = (): Worker => {
    const worker = cluster.fork();
    /** Keys of the requests that the process has in flight, given back when it dies. */
    const held: string[] = [];
    worker.on('message', (message: unknown) => {
      const ready = serving.safeParse(message);
      if (ready.success) {
        log.info({ pid: worker.process.pid }, 'a server process serves');
        served = true;
        first.resolve(ready.data.url);
      }
      const asked = question.safeParse(message);
      if (!asked.success) return;
      const { id, ask } = asked.data;
      answer(ask, held).then(
        (told) => worker.isConnected() && worker.send({ anlan: 'reply', id, answer: told }, () => {}),
        (error: unknown) => {
          log.error({ err: error, of: ask.of }, 'a question of a server process was not answered');
          if (worker.isConnected()) worker.send({ anlan: 'reply', id, answer: null }, () => {});
        },
      );
    });
    worker.once('exit', async (code, signal) => {
      for (const key of held) meter.leave(key);
      if (!served) first.reject(new AnlanError('CONFIGURATION', 'A server process ended before it served.'));
      if (closing || !served) return;
      log.error({ pid: worker.process.pid, code, signal }, 'a server process ended; another is started');
      await pause(AGAIN_MS);
      if (!closing) start();
    });
    return worker;
  };
  for (let started = 0; started < workers; started++) start();

  return {
    url: first.promise,
    async close() {
      closing = true;
      const living = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
      const ended = living.map((worker) => (worker.isDead() ? null : once(worker, 'exit')));
      for (const worker of living) worker.process.kill('SIGTERM');
      await Promise.all(ended);
    },
  };
}
