import { addDays, type Day, daysBetween } from '../kernel/day.ts';
import type { Random } from './random.ts';

/** Both days included. */
export type Days = readonly [first: Day, last: Day];

/** How busy each month is, January first; 1 is the busiest. */
export type Season = readonly [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
];

/** Quarrels and thefts before the Spring Festival and in the hot months. */
export const STREET: Season = [0.95, 0.6, 0.75, 0.8, 0.85, 0.92, 1, 1, 0.88, 0.85, 0.8, 0.9];
/** Heating, fireworks and dry air. */
export const FIRE: Season = [1, 0.95, 0.7, 0.55, 0.45, 0.4, 0.45, 0.5, 0.5, 0.55, 0.7, 0.95];
/** Typhoons and downpours. */
export const STORM: Season = [0.35, 0.35, 0.5, 0.6, 0.75, 0.9, 1, 1, 0.9, 0.55, 0.4, 0.35];
/** Inspections before festivals and at the end of quarters. */
export const CAMPAIGN: Season = [0.9, 0.5, 0.8, 0.75, 0.8, 1, 0.7, 0.7, 1, 0.7, 0.75, 0.95];

export const yearDays = (year: number): Days => [`${year}-01-01`, `${year}-12-31`];

export function drawDay(random: Random, [first, last]: Days, season?: Season): Day {
  const room = daysBetween(first, last);
  for (;;) {
    const day = addDays(first, random.int(0, room));
    if (season === undefined || random.chance(season[Number(day.slice(5, 7)) - 1] ?? 1)) return day;
  }
}

/** @param busiest the hour around which most happens */
export function drawTime(random: Random, day: Day, busiest = 15): string {
  const hour = (busiest + random.int(-5, 5) + random.int(-6, 6) + 24) % 24;
  return `${day} ${two(hour)}:${two(random.int(0, 59))}:${two(random.int(0, 59))}`;
}

/** A moment in China `seconds` after another. */
export function later(moment: string, seconds: number): string {
  const then = new Date(Date.parse(`${moment.replace(' ', 'T')}Z`) + seconds * 1000);
  return then.toISOString().slice(0, 19).replace('T', ' ');
}

const two = (number: number): string => String(number).padStart(2, '0');
