import { reported, theme } from './indicator.ts';

export const traffic = theme('traffic', '交通', 'Traffic', {
  congestionIndex: reported(
    'index',
    ['交通拥堵指数', 'Congestion index'],
    ['实际出行时间 ÷ 畅通出行时间，由信号配时机构发布', 'actual over free-flow travel time, as published'],
    { unit: 'index', decimals: 2, direction: 'lower', aliases: ['拥堵指数'] },
  ),
});
