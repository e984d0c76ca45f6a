import { hcl, lab, rgb } from 'd3-color';
import { expect, test } from 'vitest';
import {
  hex,
  mixPacked,
  valueDomain,
  valueDomains,
  valueScale,
} from '../../../core/figure/colour.ts';
import { groupColour } from '../../../core/figure/groupColour.ts';
import { cubeFigure } from '../../../core/figure/cubeFigure.ts';
import { inputFor, TENSORS } from '../../figures/scenes.ts';
import { contrastRatio, luminance, textOn, THEMES } from '../../../core/figure/theme.ts';

test('zero takes the middle of the map, negatives are orange and positives purple', () => {
  const scale = valueScale(2);
  const zero = rgb(scale.colour(0));
  expect(Math.max(zero.r, zero.g, zero.b) - Math.min(zero.r, zero.g, zero.b)).toBeLessThan(12);
  const negative = rgb(scale.colour(-1.5));
  const positive = rgb(scale.colour(1.5));
  expect(negative.r).toBeGreaterThan(negative.b + 80);
  expect(positive.b).toBeGreaterThan(positive.g + 60);
});

test('values of opposite sign lie equally far from the middle of the map', () => {
  const scale = valueScale(4);
  expect(scale.colour(4)).toBe('#2d004b');
  expect(scale.colour(-4)).toBe('#7f3b08');
  expect(scale.colour(400)).toBe(scale.colour(4));
});

test('a cell is told to be finite, clipped, infinite or NaN', () => {
  const { kind } = valueScale(1);
  expect([0, -1, 1.1, Infinity, -Infinity, NaN].map(kind)).toEqual([
    'finite',
    'finite',
    'clipped',
    'posInf',
    'negInf',
    'nan',
  ]);
});

test('the accent keeps its distance in hue from every saturated value colour', () => {
  const { packed } = valueScale(1);
  for (const theme of Object.values(THEMES)) {
    const accent = hcl(theme.accent).h;
    for (let v = -1; v <= 1; v += 0.01) {
      const colour = hcl(hex(packed(v)));
      if (colour.c < 8) continue;
      const apart = Math.abs(((colour.h - accent + 540) % 360) - 180);
      expect(apart, `value ${v.toFixed(2)}`).toBeGreaterThan(40);
    }
  }
});

test('text on every value, shaded value and group colour has a contrast of 4.5 or more', () => {
  const { packed } = valueScale(1);
  const fills: string[] = [];
  for (let v = -1; v <= 1; v += 0.01)
    for (const shade of [1, 0.94, 0.85]) fills.push(hex(mixPacked(0, packed(v), shade)));
  for (let g = 0; g < 200; g++) fills.push(groupColour(g, 'light'), groupColour(g, 'dark'));
  for (const fill of fills) expect(contrastRatio(fill, textOn(fill))).toBeGreaterThanOrEqual(4.5);
});

test('ink, role colours and accents read on their theme’s ground', () => {
  for (const theme of Object.values(THEMES)) {
    for (const colour of [
      theme.ink,
      theme.muted,
      theme.mean,
      theme.variance,
      theme.gamma,
      theme.beta,
      theme.accent,
    ])
      expect(contrastRatio(colour, theme.background)).toBeGreaterThanOrEqual(4.5);
    expect(contrastRatio(theme.onAccent, theme.accent)).toBeGreaterThanOrEqual(4.5);
  }
});

test('neighbouring statistics differ in colour, also past the hand-picked ones', () => {
  for (let g = 0; g < 300; g++) {
    const a = rgb(groupColour(g, 'light'));
    const b = rgb(groupColour(g + 1, 'light'));
    expect(Math.hypot(a.r - b.r, a.g - b.g, a.b - b.b), `${g}`).toBeGreaterThan(40);
  }
});

/** Linear RGB as protanopes, deuteranopes and tritanopes see it: Machado, Oliveira and Fernandes 2009, severity 1. */
const EYES = {
  usual: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanope: [
    ...[0.152286, 1.052583, -0.204868],
    ...[0.114503, 0.786281, 0.099216],
    ...[-0.003882, -0.048116, 1.051998],
  ],
  deuteranope: [
    ...[0.367322, 0.860646, -0.227968],
    ...[0.280085, 0.672501, 0.047413],
    ...[-0.01182, 0.04294, 0.968881],
  ],
  tritanope: [
    ...[1.255528, -0.076749, -0.178779],
    ...[-0.078411, 0.930809, 0.147602],
    ...[0.004733, 0.691367, 0.3039],
  ],
} as const;

const toLinear = (c: number) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
const toScreen = (c: number) => (c <= 0.0031308 ? c * 12.92 : 1.055 * c ** (1 / 2.4) - 0.055);

/** A colour as these eyes see it, in CIELAB. */
function seen(colour: string, eyes: readonly number[]) {
  const { r, g, b } = rgb(colour);
  const light = [r, g, b].map((c) => toLinear(c / 255));
  const part = (row: number) => light.reduce((sum, c, k) => sum + c * (eyes[3 * row + k] ?? 0), 0);
  const [red, green, blue] = [0, 1, 2].map((row) =>
    Math.round(255 * toScreen(Math.min(1, Math.max(0, part(row))))),
  );
  return lab(rgb(red!, green!, blue!));
}

test.each(Object.entries(EYES))(
  'to %s eyes twelve statistics are told apart, neighbours the more',
  (_, eyes) => {
    for (const theme of ['light', 'dark'] as const) {
      const colours = Array.from({ length: 12 }, (__, group) =>
        seen(groupColour(group, theme), eyes),
      );
      colours.forEach((a, i) =>
        colours.slice(0, i).forEach((b, j) => {
          const apart = Math.hypot(a.l - b.l, a.a - b.a, a.b - b.b);
          // 2.3 is where a difference is just noticed, side by side.
          expect(apart, `${j} and ${i}`).toBeGreaterThan(i - j === 1 ? 25 : 15);
        }),
      );
    }
  },
);

test('a domain is the largest magnitude of few values, and ignores what is not finite', () => {
  expect(valueDomain(Float32Array.of(-3, 1, NaN, Infinity))).toBe(3);
  expect(valueDomain(Float32Array.of(0, 0))).toBe(1);
  expect(valueDomain(Float32Array.of(NaN))).toBe(1);
});

test('one outlier among many values does not wash out the others', () => {
  const data = Float64Array.from({ length: 1000 }, (_, i) => (i % 21) / 10 - 1);
  data[500] = 1e6;
  expect(valueDomain(data)).toBeCloseTo(1, 10);
});

test('a lone 4.04 among the values of a small example does not pale all others', () => {
  // 150 values as in the image example: magnitudes evenly up to 2.5, and one of 4.04, past 1.5 · 2.44.
  const data = Float64Array.from(
    { length: 150 },
    (_, i) => (i % 2 ? 1 : -1) * (i + 1) * (2.5 / 150),
  );
  data[70] = 4.04;
  expect(valueDomain(data)).toBe(2.5);
  expect(valueScale(valueDomain(data)).kind(4.04)).toBe('clipped');
});

test('in the dark theme zero is the darkest value and the ends are the brightest', () => {
  const { colour } = valueScale(1, 'dark');
  const lights = [0, 0.25, 0.5, 0.75, 1].map((v) => [luminance(colour(v)), luminance(colour(-v))]);
  for (let i = 1; i < lights.length; i++)
    for (const side of [0, 1] as const)
      expect(lights[i]![side]).toBeGreaterThan(lights[i - 1]![side]!);
});

test('input and output share a domain only when their magnitudes are comparable', () => {
  expect(valueDomains(Float32Array.of(2), Float32Array.of(-3))).toEqual({ x: 3, y: 3 });
  expect(valueDomains(Float32Array.of(255), Float32Array.of(-2))).toEqual({ x: 255, y: 2 });
});

test('a domain that is not positive and finite is refused', () => {
  expect(() => valueScale(0)).toThrow(/positive finite domain, got 0/);
});

test('the domain of many values does not depend on where in a row they are', () => {
  // 65,536 values in rows of 16, the first of each row small: a sample of every fourth value, or of every
  // sixteenth, must not take the small ones for all
  const data = Float32Array.from({ length: 65_536 }, (_, i) => (i % 4 === 0 ? 0.1 : 3 + (i % 4)));
  expect(valueDomain(data)).toBe(6);
});

test('a colour range that was set by hand goes before the data, for input and output each', () => {
  const [x, y] = [Float32Array.of(-2, 4), Float32Array.of(-1, 1)];
  // 4 and 1 are more than three times apart: each has its own scale
  expect(valueDomains(x, y)).toEqual({ x: 4, y: 1 });
  expect(valueDomains(x, y, { x: 3 })).toEqual({ x: 3, y: 1 });
  expect(valueDomains(x, y, { y: 0.5 })).toEqual({ x: 4, y: 0.5 });
});

test('beyond a range set by hand cells are marked and counted as clipped, and the key ends there', () => {
  const input = inputFor(
    TENSORS.nlp,
    'BatchNorm1d',
    { num_features: 5 },
    { range: { x: 1, y: 1 } },
  );
  const texts = cubeFigure({
    ...input,
    labels: { ...input.labels, clipped: 'clipped' },
  }).marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));
  const beyond = [...input.x.data].filter((value) => Math.abs(value) > 1).length;
  expect(beyond).toBeGreaterThan(5);
  expect(texts).toContain(`${beyond} clipped`);
  expect(texts).toContain('1.00');
});
