import { usePage } from '../state/page-context.ts';
import { Cards } from './cards.tsx';
import { Focus } from './focus.tsx';
import { Heat } from './heat.tsx';
import { League } from './league.tsx';
import { Places } from './places.tsx';
import { Reporting } from './reporting.tsx';
import { ThemeTabs } from './theme-tabs.tsx';
import { TitleBlock } from './title-block.tsx';

export function Overview() {
  const { store, speak } = usePage();
  const { data, fault, loading } = store.page.value;
  return (
    <>
      {store.away.value && (
        <p class="notice away" role="status">
          {speak.say('away')}
        </p>
      )}
      <div class={loading ? 'view waiting' : 'view'} aria-busy={loading}>
        {fault?.kind === 'refused' && (
          <section class="notice worse" role="alert">
            <strong>{speak.say('refusedTitle')}</strong>
            <p>
              {fault.message} <code>{fault.code}</code>
            </p>
            <button
              type="button"
              onClick={() => store.go({ region: null, period: null, theme: null, indicator: null })}
            >
              {speak.say('backHome')}
            </button>
          </section>
        )}
        {data === null && fault === null && (
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
              <Focus page={data} />
              <League page={data} />
              <Places page={data} />
              <Reporting page={data} />
            </div>
            <Heat page={data} />
          </>
        )}
      </div>
    </>
  );
}
