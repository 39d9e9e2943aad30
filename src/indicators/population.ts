import { reported, theme } from './indicator.ts';

export const population = theme('population', '人口', 'Population', {
  resident: reported('stock', ['常住人口', 'Resident population'], ['期末常住人口', 'residents at the date'], {
    unit: 'person',
    aliases: ['常住人口数'],
    note: {
      zh: '户籍人口、实有人口和“某地人民”一类约数不在此列。',
      en: 'Registered and actual population, and round numbers of "people of a place", are other measures.',
    },
  }),
});
