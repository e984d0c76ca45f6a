import { MediaQuery } from 'svelte/reactivity';
import type { Theme } from '../../core/figure/state.ts';
import type { NormscopeApi, ResultOf } from '../../electron/ipc/contract.ts';
import type { Language } from '../../core/settings.ts';
import { callHost, type Failure } from './host.ts';

type Settings = ResultOf<'settings.get'>;

export const FONT_SCALES = [0.9, 1, 1.15, 1.3, 1.5, 1.75, 2] as const;

/** MiB. */
export const MEMORY_LIMITS = { least: 128, most: 65_536 } as const;

/** What a person chose for all sessions; changes are kept by the service at once. */
export class Preferences {
  readonly #api: NormscopeApi;
  readonly #locale: string;
  readonly #dark = new MediaQuery('prefers-color-scheme: dark');
  readonly #contrast = new MediaQuery('prefers-contrast: more');
  readonly #notKept: (failure: Failure) => void;
  #told = false;
  #settings = $state.raw<Settings>() as Settings;

  /** @param notKept  told when changes cannot be kept: once, until one can be again */
  constructor(
    api: NormscopeApi,
    settings: Settings,
    locale: string,
    notKept: (failure: Failure) => void = () => undefined,
  ) {
    this.#notKept = notKept;
    this.#api = api;
    this.#settings = settings;
    this.#locale = locale;
  }

  // Derived one by one: a session is kept every few moments, and nobody else who reads a choice has news from it.
  /** As chosen, "system" included. */
  readonly chosenTheme: Settings['theme'] = $derived.by(() => this.#settings.theme);
  readonly chosenLanguage: Settings['language'] = $derived.by(() => this.#settings.language);
  readonly fontScale: number = $derived.by(() => this.#settings.fontScale);
  /** MiB that a file may take. */
  readonly memoryLimit: number = $derived.by(() => this.#settings.memoryLimit);
  /** How reports are made up, by names of the person's own. */
  readonly presets: Settings['presets'] = $derived.by(() => this.#settings.presets);
  /** The session that was kept when the program last ended. */
  readonly session: string | null = $derived.by(() => this.#settings.session);

  readonly theme: Theme = $derived.by(() => {
    if (this.chosenTheme !== 'system') return this.chosenTheme;
    if (this.#contrast.current) return 'contrast';
    return this.#dark.current ? 'dark' : 'light';
  });

  readonly language: Language = $derived.by(() => {
    if (this.chosenLanguage !== 'system') return this.chosenLanguage;
    return this.#locale.toLowerCase().startsWith('ko') ? 'ko' : 'en';
  });

  /** The tag of the pseudo-language, which no system has by chance: texts are marked, to find those that are not translated. */
  get pseudo(): boolean {
    return this.#locale === 'en-XA';
  }

  change(part: Partial<Settings>): void {
    this.#settings = { ...this.#settings, ...part };
    void callHost(this.#api, 'settings.set', part).then((outcome) => {
      // A window whose host is gone says so by itself.
      if (!outcome.ok && !this.#told && outcome.code !== 'hostGone') this.#notKept(outcome);
      this.#told = !outcome.ok;
    });
  }

  /** Twice (1) or half (−1) the memory limit, by powers of two. */
  stepMemoryLimit(by: 1 | -1): void {
    const nearest = Math.log2(this.memoryLimit);
    const power = by > 0 ? Math.floor(nearest) + 1 : Math.ceil(nearest) - 1;
    const memoryLimit = Math.min(Math.max(MEMORY_LIMITS.least, 2 ** power), MEMORY_LIMITS.most);
    this.change({ memoryLimit });
  }

  /** The next larger (1) or smaller (−1) text size. */
  stepFontScale(by: 1 | -1): void {
    const nearest = FONT_SCALES.findIndex((scale) => scale >= this.fontScale - 0.01);
    const at = (nearest < 0 ? FONT_SCALES.length - 1 : nearest) + by;
    const fontScale = FONT_SCALES[Math.min(Math.max(0, at), FONT_SCALES.length - 1)] ?? 1;
    this.change({ fontScale });
  }
}
