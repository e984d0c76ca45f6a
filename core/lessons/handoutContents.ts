import type { Language } from '../settings.ts';

/** What a hand-out is made of, as JSON in its page. */
export interface HandoutContents {
  /** The lesson as its file's text: JSON alone has no word for NaN. */
  readonly lesson: string;
  readonly language: Language;
  /** "Normscope 1.0.0". */
  readonly made: string;
}
