import { useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { rememberedTheme, rememberTheme, type Theme } from '../state/memory.ts';
import { PageContext } from '../state/page-context.ts';
import type { Store } from '../state/store.ts';
import { speak as speakIn } from '../words/words.ts';
import { Explanation } from './explanation.tsx';
import { KeyGate } from './key-gate.tsx';
import { Masthead } from './masthead.tsx';
import { Overview } from './overview.tsx';

export function App({ store }: { readonly store: Store }) {
  const { lang } = store.address.value;
  const chosen = useSignal<Theme>(rememberedTheme());
  const systemDark = useSignal(matchMedia('(prefers-color-scheme: dark)').matches);
  const dark = useComputed(() => (chosen.value === 'system' ? systemDark.value : chosen.value === 'dark'));
  const speak = useMemo(() => speakIn(lang), [lang]);

  useEffect(() => {
    const media = matchMedia('(prefers-color-scheme: dark)');
    const noticed = (): void => {
      systemDark.value = media.matches;
    };
    media.addEventListener('change', noticed);
    return () => media.removeEventListener('change', noticed);
  }, []);
  useSignalEffect(() => {
    document.documentElement.dataset.theme = dark.value ? 'dark' : 'light';
  });
  const place = store.page.value.data?.region?.name;
  useEffect(() => {
    document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
    document.title = [place, speak.say('title'), speak.say('brand')].filter(Boolean).join(' · ');
  }, [lang, place]);

  const setDark = (next: boolean): void => {
    chosen.value = next ? 'dark' : 'light';
    rememberTheme(chosen.value);
  };
  return (
    <PageContext.Provider value={{ store, speak, dark: dark.value, setDark }}>
      <a class="skip" href="#content">
        {speak.say('skip')}
      </a>
      <Masthead />
      <main id="content" tabIndex={-1}>
        {store.key.value === null ? <KeyGate /> : <Overview />}
      </main>
      {store.key.value !== null && store.address.value.explain !== null && <Explanation />}
    </PageContext.Provider>
  );
}
