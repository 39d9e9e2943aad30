import { usePage } from '../state/page-context.ts';
import { Cards } from './cards.tsx';
import { Focus } from './focus.tsx';
import { Heat } from './heat.tsx';
import { League } from './league.tsx';
import { Notice } from './notice.tsx';
import { Places } from './places.tsx';
import { Reporting } from './reporting.tsx';
import { ThemeTabs } from './theme-tabs.tsx';
import { TitleBlock } from './title-block.tsx';

const LONG = 10;

export function Overview() {
  const { store, speak } = usePage();
  const { data, fault, loading } = store.page.value;
  const at = store.columns.value.indexOf(store.code.value ?? '');
  const due = (data?.indicatorTable.rows[0]?.values[at]?.coverage.expected ?? 0) > 0;
  // Beside a long league table there is room below the trend.
  const placesFirst = !due && (data?.indicatorTable.rows.length ?? 0) > LONG;
  return (
    <>
      {store.away.value && (
        <p class="notice away" role="status">
          {speak.say('away')}
        </p>
      )}
      <Notice />
      <div class={loading ? 'view waiting' : 'view'} aria-busy={loading}>
        {fault?.kind === 'refused' && (
          <section class="notice worse" role="alert">
            <strong>{speak.say('refusedTitle')}</strong>
            <p>{speak.refusal(fault.code)}</p>
            <p class="small">
              <code>{fault.code}</code> {fault.message}
            </p>
            <p class="ways">
              {store.address.value.asOf !== null && (
                <button type="button" class="tool" onClick={() => store.go({ asOf: null })}>
                  {speak.say('toNewest')}
                </button>
              )}
              <button type="button" class="tool" onClick={store.begin}>
                {speak.say('backHome')}
              </button>
            </p>
          </section>
        )}
        {store.empty.value && <p class="empty">{speak.say('empty')}</p>}
        {data === null && fault === null && !store.empty.value && (
          <p class="quiet" role="status">
            {speak.say('loading')}
          </p>
        )}
        {data?.region && (
          <>
            <TitleBlock page={data} region={data.region} />
            <ThemeTabs />
            <Cards page={data} />
            <div class="columns">
              <div>
                <Focus page={data} />
                {due && <Reporting page={data} />}
                {placesFirst && <Places page={data} />}
              </div>
              {data.indicatorTable.rows.length > 1 && (
                <div>
                  <League page={data} />
                  {!placesFirst && <Places page={data} />}
                </div>
              )}
            </div>
            {data.indicatorTable.rows.length > 1 ? <Heat page={data} /> : <p class="quiet">{speak.say('noBelow')}</p>}
          </>
        )}
      </div>
    </>
  );
}
