import { usePage } from '../state/page-context.ts';

export function ThemeTabs() {
  const { store, speak } = usePage();
  const { theme } = store.address.value;
  const names = new Map(store.start.value.data?.indicators.map((one) => [one.theme.toLowerCase(), one.themeName]));
  const choose = (code: string | null) => () => store.go({ theme: code, indicator: null, by: null, grain: null });
  return (
    <nav class="themes" aria-label={speak.say('themes')}>
      <ul>
        {[[null, speak.say('overview')] as const, ...names].map(([code, name]) => (
          <li key={code}>
            <button type="button" aria-current={code === theme ? 'true' : undefined} onClick={choose(code)}>
              {name}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
