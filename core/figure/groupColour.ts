import { hcl, rgb } from 'd3-color';
import type { Colour } from './marks.ts';
import type { Theme } from './state.ts';

/**
 * The colours of few statistics: any two of them are at least 13 apart by CIEDE2000 to usual eyes and to protanopes, deuteranopes and
 * tritanopes (Machado et al. 2009, severity 1), neighbours at least 20; none is near the accent. They were found by search over
 * lightness 42 … 82 and chroma from 34.
 */
const FEW: readonly Colour[] = [
  '#53a4fa',
  '#999c07',
  '#b72c58',
  '#b7d699',
  '#af7aab',
  '#e3cd32',
  '#d06f70',
  '#2bdff9',
  '#74578d',
  '#f19eb7',
  '#8e6610',
  '#5b6aea',
];

/** Arc of hues kept free for the accent. */
const FREE_FROM = 150;
const FREE_ARC = 50;
const GOLDEN = 0.6180339887498949;

/**
 * One colour per statistic. The first twelve are told apart by everybody; further ones step by the golden ratio around the circle
 * of hues, at three lightnesses, so that neighbours always differ.
 * @param group  index of the statistic, row-major over plan.statShape
 */
export function groupColour(group: number, theme: Theme): Colour {
  const known = FEW[group];
  if (known !== undefined) return known;
  const turn = ((group + 0.5) * GOLDEN) % 1;
  const hue = (FREE_FROM + FREE_ARC + turn * (360 - FREE_ARC)) % 360;
  const lightness = (theme === 'dark' ? 64 : 68) + ((group % 3) - 1) * 12;
  return rgb(hcl(hue, 46, lightness))
    .clamp()
    .formatHex();
}
