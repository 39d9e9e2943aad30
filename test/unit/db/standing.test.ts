import { beforeEach, expect, test } from 'vitest';
import { createStanding, type Sighting, type Standing } from '../../../src/db/replica/standing.ts';

let now: number;
let standing: Standing;

beforeEach(() => {
  now = 0;
  standing = createStanding({ clock: () => now, behindMs: 5000, waitMs: 300 });
});

const look = (sighting: Sighting) => standing.found(standing.begin(), sighting);

test('is not read from before it was seen to have all that the primary had', () => {
  expect(standing.trouble()).toBe('UNREACHABLE');
  look({ written: 100, replayed: 90, version: 1 });
  expect(standing.isReady()).toBe(false);
  expect(standing.trouble()).toBe('BEHIND');
  expect(standing.behindSeconds()).toBeNull();
  look({ written: 120, replayed: 120, version: 1 });
  expect(standing.isReady()).toBe(true);
  expect(standing.behindSeconds()).toBe(0);
});

test('an import that it does not show yet is waited for, but not for long', () => {
  look({ written: 100, replayed: 100, version: 1 });
  standing.expect(2);
  expect(standing.isReady()).toBe(false);
  expect(standing.isWorthWaiting()).toBe(true);
  now = 299;
  expect(standing.isWorthWaiting()).toBe(true);
  now = 300;
  expect(standing.isWorthWaiting()).toBe(false);
  look({ written: 110, replayed: 110, version: 2 });
  expect(standing.isReady()).toBe(true);
});

test('an import that it shows already is not waited for, and none is forgotten for an older one', () => {
  look({ written: 100, replayed: 100, version: 3 });
  standing.expect(3);
  standing.expect(2);
  expect(standing.expected()).toBe(3);
  expect(standing.isReady()).toBe(true);
});

test('a hold ends when all is there that was written before it, by a look that began after it', () => {
  look({ written: 100, replayed: 100, version: 1 });
  const begun = standing.begin();
  standing.hold();
  standing.found(begun, { written: 100, replayed: 100, version: 1 });
  expect(standing.isReady()).toBe(false);
  expect(standing.isWorthWaiting()).toBe(true);
  look({ written: 150, replayed: 149, version: 1 });
  expect(standing.isReady()).toBe(false);
  // More was written meanwhile; what was written at the look before is enough.
  look({ written: 180, replayed: 160, version: 1 });
  expect(standing.isReady()).toBe(true);
});

test('is behind when it has not reached for too long what was written, and only then', () => {
  look({ written: 100, replayed: 100, version: 1 });
  for (now = 1000; now <= 5000; now += 1000) look({ written: 100 + now, replayed: 100, version: 1 });
  now = 5000;
  expect(standing.isReady()).toBe(true);
  now = 5001;
  expect(standing.trouble()).toBe('BEHIND');
  expect(standing.isWorthWaiting()).toBe(false);
  // It has what was written a second after the beginning, four seconds ago.
  look({ written: 9000, replayed: 1100, version: 1 });
  expect(standing.trouble()).toBeNull();
  expect(standing.behindSeconds()).toBeCloseTo(4, 1);
});

test('one that keeps up under constant writing is read from all the time', () => {
  look({ written: 100, replayed: 100, version: 1 });
  for (now = 1000; now <= 60_000; now += 1000) {
    look({ written: 100 + now, replayed: 100 + now - 10, version: 1 });
    expect(standing.trouble()).toBeNull();
    expect(standing.behindSeconds()).toBeLessThanOrEqual(1);
  }
});

test('one that showed less than it must is not believed until it shows that again', () => {
  look({ written: 100, replayed: 100, version: 5 });
  standing.expect(5);
  standing.fellBack(3);
  expect(standing.isReady()).toBe(false);
  look({ written: 100, replayed: 100, version: 5 });
  expect(standing.isReady()).toBe(true);
});

test('one that is lost is not waited for, and back after a look', () => {
  look({ written: 100, replayed: 100, version: 1 });
  standing.lose('UNREACHABLE');
  standing.expect(2);
  expect(standing.isWorthWaiting()).toBe(false);
  look({ written: 100, replayed: 100, version: 2 });
  expect(standing.isReady()).toBe(true);
});
