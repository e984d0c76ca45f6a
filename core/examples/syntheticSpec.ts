import { list } from '../shape/compound.ts';
import { object, optional } from '../shape/object.ts';
import type { Infer } from '../shape/shape.ts';
import { anyOf, count, integer, number } from '../shape/values.ts';

/** How the values of a made tensor lie. */
export const DISTRIBUTIONS = [
  'normal',
  'uniform',
  'constant',
  'outlier',
  'offset',
  'padded',
] as const;
export type Distribution = (typeof DISTRIBUTIONS)[number];

/** Values that are made at most. */
export const MOST_VALUES = 2 ** 24;
export const MOST_RANK = 6;

/** A tensor to make: torch makes the same one of the same seed. */
export const syntheticSpec = object({
  shape: list(integer({ min: 1 }), MOST_RANK),
  distribution: anyOf(DISTRIBUTIONS),
  seed: count,
  /** Of a constant its value, of an outlier channel its factor, of an offset what is added; the usual one when left out. */
  amount: optional(number()),
});
export type SyntheticSpec = Infer<typeof syntheticSpec>;

/** What is taken where no amount is given. */
export const USUAL_AMOUNT: Readonly<Partial<Record<Distribution, number>>> = {
  constant: 3,
  outlier: 50,
  offset: 1000,
};
