import type { LayerRow } from '../layerRow.ts';
import type { OptionValue } from '../view.ts';
import * as form from '../forms.ts';
import * as check from '../kinds/moments/checks.ts';
import * as option from '../optionRows.ts';
import { aloneView, channelView, instanceView, trailingView } from '../views.ts';

/** What rows have in common: a row takes its base and says what differs. */
export const BASE = {
  kind: 'moments',
  subtracts: 'mean',
  divides: 'std',
  ddof: 0,
  epsPlace: 'inside',
  bias: true,
  gammaOffset: 0,
  running: null,
  rstdOfZero: Infinity,
} as const;

/** The mean is not subtracted: what is left to divide by is the root of the mean of squares. */
export const ROOT_MEAN_SQUARE = { subtracts: 'nothing', divides: 'rms', bias: false } as const;

/** Nor is anything averaged: the length of the group, which eps keeps from being 0. */
export const LENGTH = { ...ROOT_MEAN_SQUARE, divides: 'l2', epsPlace: 'floor' } as const;

/** γ and β that a network makes from a condition: what multiplies is 1 + scale. */
export const MODULATION = { weight: 'scale', bias: 'shift' } as const;

/** ScaleNorm's one number: √D where it is not given. */
export const gainOf = (g: OptionValue | undefined, shape: readonly number[]) =>
  typeof g === 'number' ? g : Math.sqrt(shape.at(-1) ?? 1);

/** No statistics: every value is bent by itself. */
export const BENT = {
  kind: 'pointwise',
  family: 'pointwise',
  pytorch: null,
  forms: [form.ANY_TRAILING],
  view: aloneView,
  subtracts: 'nothing',
  bias: true,
  gammaOffset: 0,
  running: null,
  checks: [check.normalizedShape],
  traps: ['zeroFactor'],
} as const satisfies Partial<LayerRow>;

export const BATCH = {
  ...BASE,
  options: [
    option.numFeatures(),
    option.EPS,
    option.MOMENTUM,
    option.affine(true),
    option.track(true),
  ],
  view: channelView,
  running: 'batch',
  rstdOfZero: 0,
  checks: [check.valuesPerChannel, check.channelCount, check.replicaCount],
  traps: ['axisOrder', 'squareTrap', 'batchOfOne', 'evalUsesBatch'],
} as const satisfies Partial<LayerRow>;

/** Statistics of more than one grouping, on images. */
export const STAGED = {
  kind: 'staged',
  pytorch: null,
  divides: 'std',
  forms: [form.NCHW],
  view: instanceView,
  subtracts: 'nothing',
  bias: true,
  gammaOffset: 0,
  running: null,
  parameters: { always: true },
  checks: [],
  traps: ['axisOrder', 'squareTrap'],
} as const satisfies Partial<LayerRow>;

export const TRAILING = {
  ...BASE,
  family: 'layer',
  forms: [form.ANY_TRAILING],
  view: trailingView,
  checks: [check.normalizedShape],
  traps: ['withoutChannel', 'wholeSample'],
} as const satisfies Partial<LayerRow>;
