import type { Catalogue } from './catalogue.ts';
import { koData } from './koData.ts';
import { koErrors } from './koErrors.ts';
import { optionsTexts } from './options.ts';
import { STATION_TEXTS } from './stations.ts';
import { summariesTexts } from './summaries.ts';
import { WINDOW_TEXTS } from './window.ts';

/** All that can be said. */
export const WHOLE_CATALOGUE: Catalogue = {
  window: { ...WINDOW_TEXTS, ...summariesTexts, ...optionsTexts },
  stations: STATION_TEXTS,
  data: { ...koData, ...koErrors },
};
