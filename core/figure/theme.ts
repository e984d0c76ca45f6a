import { rgb } from 'd3-color';
import type { Colour } from './marks.ts';
import type { Theme } from './state.ts';

/** Every colour of a figure that is not a value, by what it is for. */
export interface ThemeColours {
  readonly background: Colour;
  readonly surface: Colour;
  readonly border: Colour;
  readonly ink: Colour;
  readonly muted: Colour;
  readonly faint: Colour;
  /** Reduced axes, pinned group, selection; no value colour comes near it. */
  readonly accent: Colour;
  readonly onAccent: Colour;
  /** Lines between cells. */
  readonly grid: Colour;
  /** Kept axes. */
  readonly axis: Colour;
  /** Outline of the pinned cell. */
  readonly pin: Colour;
  /** Role colours. */
  readonly mean: Colour;
  readonly variance: Colour;
  readonly gamma: Colour;
  readonly beta: Colour;
  /** Fill and strokes of cells that are not a number. */
  readonly nan: Colour;
  readonly nanMark: Colour;
  /** Cells that share no statistic, where colours are statistics. */
  readonly ungrouped: Colour;
  /** How much of its own colour a cell outside the active group keeps, 0 … 1. */
  readonly fade: number;
  /** How much of its colour such a cell's number keeps. */
  readonly fadeText: number;
}

/** Palettes of the three themes; contrast is black on white with heavier lines. */
export const THEMES: Readonly<Record<Theme, ThemeColours>> = {
  light: {
    background: '#fbfbfa',
    surface: '#ffffff',
    border: '#e4e4e0',
    ink: '#1b1c20',
    muted: '#5f6270',
    faint: '#a3a5ae',
    accent: '#0b7f6b',
    onAccent: '#ffffff',
    grid: '#ffffff',
    axis: '#7c7f8a',
    pin: '#131418',
    mean: '#1d64b4',
    variance: '#ad2c6d',
    gamma: '#66750f',
    beta: '#52606e',
    nan: '#d8d9dc',
    nanMark: '#5d5f69',
    ungrouped: '#c3c5cc',
    fade: 0.3,
    fadeText: 0.62,
  },
  dark: {
    background: '#15161b',
    surface: '#1b1d24',
    border: '#2c2f38',
    ink: '#f0f1f4',
    muted: '#a0a3af',
    faint: '#666a77',
    accent: '#2dbfa4',
    onAccent: '#07120f',
    grid: '#101115',
    axis: '#8b8e9a',
    pin: '#ffffff',
    mean: '#74b3f2',
    variance: '#f088b8',
    gamma: '#bccb5a',
    beta: '#a9b7c6',
    nan: '#4a4d57',
    nanMark: '#c9cbd3',
    ungrouped: '#6b6f7c',
    fade: 0.3,
    fadeText: 0.6,
  },
  contrast: {
    background: '#ffffff',
    surface: '#ffffff',
    border: '#000000',
    ink: '#000000',
    muted: '#1f1f1f',
    faint: '#4a4a4a',
    accent: '#00594a',
    onAccent: '#ffffff',
    grid: '#000000',
    axis: '#000000',
    pin: '#000000',
    mean: '#003f8f',
    variance: '#8a0048',
    gamma: '#454f00',
    beta: '#2a333c',
    nan: '#ffffff',
    nanMark: '#000000',
    ungrouped: '#c3c5cc',
    fade: 0.3,
    fadeText: 0.85,
  },
};

/** Relative luminance of a colour, 0 … 1. @source WCAG 2.2, definition of relative luminance */
export function luminance(colour: Colour): number {
  const { r, g, b } = rgb(colour);
  const linear = (channel: number) => {
    const c = channel / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

/** Contrast ratio of two colours, 1 … 21. @source WCAG 2.2, definition of contrast ratio */
export function contrastRatio(a: Colour, b: Colour): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((p, q) => p - q);
  return (light + 0.05) / (dark + 0.05);
}

/** Near-black or white, whichever reads better on a fill; always 4.5 : 1 or more. */
export function textOn(fill: Colour): Colour {
  return contrastRatio(fill, '#ffffff') >= contrastRatio(fill, '#050506') ? '#ffffff' : '#050506';
}

/** A colour between two: t of `over` on top of 1 − t of `under`. */
export function mix(under: Colour, over: Colour, t: number): Colour {
  const [a, b] = [rgb(under), rgb(over)];
  const between = (from: number, to: number) => from + (to - from) * t;
  return rgb(between(a.r, b.r), between(a.g, b.g), between(a.b, b.b)).formatHex();
}
