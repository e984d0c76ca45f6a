import type { NumberFormula } from '../formula/formula.ts';
import type { StationText } from './stations.ts';

/** Something to say: which text, and what is put into it. Plain data, and of no language. */
export interface Said {
  readonly key: StationText;
  readonly values: Readonly<Record<string, SaidValue>>;
}

/** A count, a word, a number in its colour, names of axes, or something said within. */
export type SaidValue = number | string | NumberFormula | readonly string[] | Said;

/** Something to say. */
export function said(key: StationText, values: Said['values'] = {}): Said {
  return { key, values };
}
