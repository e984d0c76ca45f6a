import { appTexts } from './app.ts';
import { exploreTexts } from './explore.ts';
import { layersTexts } from './layers.ts';
import type { Texts } from './texts.ts';

/** What can be said. */
export interface Catalogue {
  /** Of the window, by screen, and of the table's layers and options. */
  readonly window: Texts;
  /** Of the stations of the arithmetic. */
  readonly stations: Texts;
  /** Korean of what comes with data in English. */
  readonly data: Readonly<Record<string, string>>;
}

/** What the window says before its first picture. */
export const FIRST_CATALOGUE: Catalogue = {
  window: { ...appTexts, ...layersTexts, ...exploreTexts },
  stations: {},
  data: {},
};
