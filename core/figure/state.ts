import { described, orNull } from '../shape/compound.ts';
import { object, optional } from '../shape/object.ts';
import type { Infer } from '../shape/shape.ts';
import { anyOf, count, number } from '../shape/values.ts';
import { STAGE_END } from '../station/station.ts';

/** How blocks of a tensor that is too large to be drawn cell by cell are put into one cell. */
export const pooling = anyOf(['mean', 'min', 'max']);
export type Pooling = Infer<typeof pooling>;
export const POOLINGS = pooling.choices;

export const theme = anyOf(['light', 'dark', 'contrast']);
export type Theme = Infer<typeof theme>;

/**
 * How a tensor lies on the stage: as cubes ("separate"), as cubes with H·W merged into one axis as in the Group
 * Normalization paper, or as slices laid flat; "auto" is cubes as long as they show every number, else slices.
 */
export const fourD = anyOf(['auto', 'separate', 'merged', 'flat']);
export type FourD = Infer<typeof fourD>;

/** Moment of the stage, 0 … 10: whole ones are the stations of STAGE_STEPS. */
export const moment = described(
  'Moment of the stage; whole numbers are the steps in the order of step.name, but replicas, which is 1.5.',
  number({ min: 0, max: STAGE_END }),
);

/** Smallest half-width of value colours: a scale has two ends. */
export const LEAST_RANGE = 1e-12;

/** Half-widths of the value colours of input and output that were set by hand; from the data where left out. */
export const colourRange = object(
  { x: optional(number({ min: LEAST_RANGE })), y: optional(number({ min: LEAST_RANGE })) },
  'open',
);
export type ColourRange = Infer<typeof colourRange>;

/** How the figure is looked at: plain data, saved with reports and links. */
export const viewState = object(
  {
    /** Rotation in radians: yaw about the vertical axis, pitch above the horizon. */
    yaw: number(),
    pitch: number(),
    zoom: number(),
    panX: number(),
    panY: number(),
    /** 0 closed … 1 far apart, along the kept axes. */
    explode: number(),
    colour: anyOf(['value', 'group']),
    fourD,
    /** Pinned and hovered cell: flat index into the input; null for none. */
    pinned: orNull(count),
    hovered: orNull(count),
    theme,
    /** Left out for the finished result. */
    step: optional(moment),
    /** What a drawn cell shows of a block of values; left out for the mean. */
    pooling: optional(pooling),
    /** Where the value colours end; cells beyond are marked as clipped. */
    range: optional(colourRange),
  },
  'open',
);
export type ViewState = Infer<typeof viewState>;

/** Named views; the camera never moves by itself. */
export const SNAP_VIEWS = {
  isometric: { yaw: -0.62, pitch: 0.52 },
  front: { yaw: 0, pitch: 0 },
  top: { yaw: 0, pitch: Math.PI / 2 },
  side: { yaw: -Math.PI / 2, pitch: 0 },
} as const;

export type SnapView = keyof typeof SNAP_VIEWS;

/** The state a figure starts in and returns to on reset. */
export const INITIAL_VIEW: ViewState = {
  ...SNAP_VIEWS.isometric,
  zoom: 1,
  panX: 0,
  panY: 0,
  explode: 0.4,
  colour: 'value',
  fourD: 'auto',
  pinned: null,
  hovered: null,
  theme: 'light',
};
