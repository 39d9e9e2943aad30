import { type Chosen, NUMBERS, type PeriodForm, readPeriod, writePeriod } from '../../client/periods.ts';
import { usePage } from '../state/page-context.ts';
import { AsOf } from './as-of.tsx';

const FORMS: readonly PeriodForm[] = ['year', 'half', 'quarter', 'month', 'range'];
const FIRST_YEAR = 2010;

export function PeriodPicker() {
  const { store, speak } = usePage();
  const { say } = speak;
  const thisYear = new Date().getFullYear();
  const code = store.period.value;
  const chosen: Chosen = (code === null ? null : readPeriod(code)) ?? { form: 'year', year: thisYear, number: 1 };
  const most = NUMBERS[chosen.form];
  const set = (change: Partial<Chosen>): void => store.go({ period: writePeriod({ ...chosen, ...change }) });
  const step = (by: 1 | -1): void => {
    const next = chosen.form === 'range' || chosen.form === 'year' ? chosen.number : chosen.number + by;
    if (next === chosen.number) set({ year: chosen.year + by });
    else if (next < 1) set({ year: chosen.year - 1, number: most });
    else if (next > most) set({ year: chosen.year + 1, number: 1 });
    else set({ number: next });
  };
  const years = Array.from({ length: thisYear - FIRST_YEAR + 1 }, (_, back) => thisYear - back);
  return (
    <fieldset class="period">
      <legend>{say('period')}</legend>
      <div class="row">
        <button type="button" class="tool" aria-label={say('earlierPeriod')} onClick={() => step(-1)}>
          ‹
        </button>
        <select
          aria-label={say('yearWord')}
          value={chosen.year}
          onChange={({ currentTarget }) => set({ year: Number(currentTarget.value) })}
        >
          {years.includes(chosen.year) ? null : <option value={chosen.year}>{chosen.year}</option>}
          {years.map((year) => (
            <option key={year} value={year}>
              {year}
            </option>
          ))}
        </select>
        <select
          aria-label={say('form')}
          value={chosen.form}
          onChange={({ currentTarget }) => {
            const form = FORMS.find((one) => one === currentTarget.value) ?? 'year';
            set({ form, number: form === 'range' ? Math.max(1, new Date().getMonth()) : NUMBERS[form] });
          }}
        >
          {FORMS.map((form) => (
            <option key={form} value={form}>
              {speak.form(form)}
            </option>
          ))}
        </select>
        {most > 1 && (
          <select
            aria-label={speak.form(chosen.form)}
            value={chosen.number}
            onChange={({ currentTarget }) => set({ number: Number(currentTarget.value) })}
          >
            {Array.from({ length: most }, (_, at) => (
              <option key={at} value={at + 1}>
                {speak.number(chosen.form, at + 1)}
              </option>
            ))}
          </select>
        )}
        <button type="button" class="tool" aria-label={say('laterPeriod')} onClick={() => step(1)}>
          ›
        </button>
      </div>
      <AsOf />
    </fieldset>
  );
}
