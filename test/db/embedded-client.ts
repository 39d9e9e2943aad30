import { text } from 'node:stream/consumers';
import { joinEmbedded } from '../../src/db/embedded/join.ts';

/** A program that holds the embedded database until its input ends. */
try {
  const embedded = await joinEmbedded({ dataDir: process.argv[2] ?? '' });
  console.log(embedded.url);
  await text(process.stdin);
  await embedded.leave();
} catch (error) {
  console.log(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
