import { usePage } from '../state/page-context.ts';

/** Says that data came in since the view was read. The view changes when the reader wants it to. */
export function Notice() {
  const { store, speak } = usePage();
  const news = store.news.value;
  return (
    <div class="news" role="status">
      {news !== null && (
        <p>
          <strong>{speak.say('news')}</strong> {speak.news(news.values)}
          <span class="quiet small">{news.files.slice(-3).join(speak.lang === 'en' ? ', ' : '、')}</span>
          <button type="button" class="primary" onClick={store.renew}>
            {speak.say('showNews')}
          </button>
        </p>
      )}
    </div>
  );
}
