import { hcl, rgb } from 'd3-color';
import type { Colour } from './marks.ts';
import type { Theme } from './state.ts';

/** First hues, in HCL degrees: far apart, in an order that keeps neighbours distinct; none near the accent's 175. */
const HUES = [255, 40, 110, 330, 75, 290, 5, 140, 225, 58] as const;

/** Arc of hues kept free for the accent. */
const FREE_FROM = 150;
const FREE_ARC = 50;
const GOLDEN = 0.6180339887498949;

/**
 * One hue per statistic. The first ten are chosen by hand; further ones step by the golden ratio
 * around the circle, at three lightnesses, so that neighbours always differ.
 * @param group  index of the statistic, row-major over plan.statShape
 */
export function groupColour(group: number, theme: Theme): Colour {
  const known = HUES[group];
  const turn = ((group + 0.5) * GOLDEN) % 1;
  const hue = known ?? (FREE_FROM + FREE_ARC + turn * (360 - FREE_ARC)) % 360;
  const tier = known === undefined ? (group % 3) - 1 : (group % 2) - 0.5;
  const lightness = (theme === 'dark' ? 64 : 68) + tier * 12;
  return rgb(hcl(hue, 46, lightness))
    .clamp()
    .formatHex();
}
