/** What the browser keeps for the next visit. Where it keeps nothing (private windows), the page works all the same. */
const stored = (storage: () => Storage) => ({
  read(name: string): string | null {
    try {
      return storage().getItem(name);
    } catch {
      return null;
    }
  },
  write(name: string, value: string | null): void {
    try {
      if (value === null) storage().removeItem(name);
      else storage().setItem(name, value);
    } catch {
      // Nothing is kept.
    }
  },
});

const lasting = stored(() => localStorage);
const passing = stored(() => sessionStorage);

export type Theme = 'light' | 'dark' | 'system';

export const rememberedKey = (): string | null => passing.read('anlan.key') ?? lasting.read('anlan.key');

/** Kept until the window closes, or on this device. */
export function rememberKey(key: string, device: boolean): void {
  forgetKey();
  (device ? lasting : passing).write('anlan.key', key);
}

export function forgetKey(): void {
  passing.write('anlan.key', null);
  lasting.write('anlan.key', null);
}

export function rememberedTheme(): Theme {
  const theme = lasting.read('anlan.theme');
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}

export const rememberTheme = (theme: Theme): void => lasting.write('anlan.theme', theme === 'system' ? null : theme);

export const rememberedRegion = (): string | null => lasting.read('anlan.region');
export const rememberRegion = (code: string | null): void => lasting.write('anlan.region', code);
