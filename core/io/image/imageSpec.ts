import { object } from '../../shape/object.ts';
import type { Infer } from '../../shape/shape.ts';
import { anyOf, integer } from '../../shape/values.ts';

/** Pixels along a side that a tensor of pictures may have. */
const MOST_SIDE = 1024;

/** How pictures become a tensor. */
export const imageSpec = object({
  width: integer({ min: 1, max: MOST_SIDE }),
  height: integer({ min: 1, max: MOST_SIDE }),
  /** Values in [0, 1], or less ImageNet's mean over its deviation. */
  scale: anyOf(['unit', 'imagenet']),
});
export type ImageSpec = Infer<typeof imageSpec>;

/** Mean and deviation of ImageNet's channels, R, G, B. */
export const IMAGENET = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] } as const;

/** A picture of fewer pixels along its longer side keeps its size. */
const SMALL = 64;
const USUAL = 32;

/** The size that is taken where none is asked for: the longer side of the first picture becomes 32. */
export function usualSize(width: number, height: number): Pick<ImageSpec, 'width' | 'height'> {
  const longer = Math.max(width, height);
  if (longer <= SMALL) return { width, height };
  const side = (length: number) => Math.max(1, Math.round((length * USUAL) / longer));
  return { width: side(width), height: side(height) };
}
