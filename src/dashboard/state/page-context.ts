import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Speak } from '../words/words.ts';
import type { Store } from './store.ts';

export interface Page {
  readonly store: Store;
  readonly speak: Speak;
  /** The look in force: `system` is resolved. */
  readonly dark: boolean;
  readonly setDark: (dark: boolean) => void;
}

export const PageContext = createContext<Page | null>(null);

export function usePage(): Page {
  const page = useContext(PageContext);
  if (page === null) throw new Error('expected to stand inside the page');
  return page;
}
