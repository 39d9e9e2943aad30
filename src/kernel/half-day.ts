/**
 * The hour of a clock of 24 that a word for a part of the day makes of an hour as written: 下午3 is 15, 凌晨12 is 0. Where
 * it could be several they come as hours from the beginning of the day (晚上12点: 24, or 0); none where it can be no such hour.
 */
export function hoursOf(hour: number, word: string | undefined, meridiem: string | undefined): readonly number[] {
  if (meridiem !== undefined) return afterMeridiem(hour, /p/i.test(meridiem));
  switch (word) {
    case '凌晨':
      return hour === 12 ? [0] : within(hour, 0, 7);
    case '早':
    case '早上':
    case '早晨':
    case '上午':
      return hour === 12 ? [12, 0] : within(hour, 0, 11);
    case '中午':
      return hour <= 3 ? [hour + 12] : within(hour, 10, 15);
    case '下午':
      return hour < 12 ? [hour + 12] : [hour];
    case '傍晚':
      return hour < 12 ? within(hour + 12, 16, 20) : within(hour, 16, 20);
    case '晚':
    case '晚上':
    case '夜里':
    case '夜间':
    case '深夜':
      return atNight(hour);
    default:
      return [hour];
  }
}

/** What `hoursOf` knows, the longer words first. */
export const HALF_DAYS = '上午|下午|中午|凌晨|早上|早晨|早|傍晚|晚上|晚|夜里|夜间|深夜';

const within = (hour: number, least: number, most: number): readonly number[] =>
  hour >= least && hour <= most ? [hour] : [];

function afterMeridiem(hour: number, afternoon: boolean): readonly number[] {
  if (afternoon) return [hour < 12 ? hour + 12 : hour];
  return hour === 12 ? [0] : within(hour, 0, 11);
}

/** The night of a day ends on the next one: 晚上1点 may be of either. */
function atNight(hour: number): readonly number[] {
  if (hour === 12) return [24, 0];
  if (hour <= 4) return [hour, hour + 24];
  return hour < 12 ? [hour + 12] : within(hour, 17, 24);
}
