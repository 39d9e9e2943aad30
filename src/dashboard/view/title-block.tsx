import type { RegionViewQuery } from '../../../schema/generated/graphql.ts';
import { usePage } from '../state/page-context.ts';
import { PeriodPicker } from './period-picker.tsx';

interface TitleProps {
  readonly page: RegionViewQuery;
  readonly region: NonNullable<RegionViewQuery['region']>;
}

/** Where and when: the path of regions above, the name, and the period. */
export function TitleBlock({ page, region }: TitleProps) {
  const { store, speak } = usePage();
  const [own] = page.indicatorTable.rows;
  const { version, asOf } = page.indicatorTable.data;
  const then = store.page.value.answered?.asOf ?? null;
  return (
    <section class="title-block">
      <div class="where">
        <nav aria-label={speak.say('above')}>
          <ol class="path">
            {region.ancestors.map(({ code, name }) => (
              <li key={code}>
                <button type="button" class="link" onClick={() => store.visit(code)}>
                  {name}
                </button>
              </li>
            ))}
            <li aria-current="page">{region.name}</li>
          </ol>
        </nav>
        <h1>
          {region.name}
          <span class="when">{own?.values[0]?.periodLabel ?? page.indicatorTable.periods[0]}</span>
        </h1>
        <p class="quiet small">
          {speak.level(region.level)} · {speak.say('dataOf')} {version} · {speak.day(asOf)}
        </p>
        {then !== null && (
          <p class="notice">
            {speak.say('asOfThen')}
            {speak.day(then)}
          </p>
        )}
      </div>
      <PeriodPicker />
    </section>
  );
}
