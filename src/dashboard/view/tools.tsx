import { useState } from 'preact/hooks';
import { usePage } from '../state/page-context.ts';

export function Tools() {
  const {
    store,
    speak: { say, lang },
    dark,
    setDark,
  } = usePage();
  const [copied, setCopied] = useState(false);
  const share = async (): Promise<void> => {
    await navigator.clipboard.writeText(location.href);
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <div class="tools">
      <button
        type="button"
        class="tool"
        lang={lang === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => store.go({ lang: lang === 'zh' ? 'en' : 'zh' }, { replace: true })}
      >
        {say('language')}
      </button>
      <button type="button" class="tool" aria-label={say(dark ? 'toLight' : 'toDark')} onClick={() => setDark(!dark)}>
        {say(dark ? 'light' : 'dark')}
      </button>
      {store.key.value !== null && (
        <>
          <button type="button" class="tool wide" onClick={() => void share()}>
            <span aria-live="polite">{say(copied ? 'copied' : 'share')}</span>
          </button>
          <button type="button" class="tool wide" onClick={() => print()}>
            {say('print')}
          </button>
          <button type="button" class="tool" onClick={store.leave}>
            {say('leave')}
          </button>
        </>
      )}
    </div>
  );
}
