/** How the figure is looked at: plain data, saved with reports and links. */
export interface ViewState {
  /** Rotation in radians: yaw about the vertical axis, pitch above the horizon. */
  readonly yaw: number;
  readonly pitch: number;
  readonly zoom: number;
  readonly panX: number;
  readonly panY: number;
  /** 0 closed … 1 far apart, along the kept axes. */
  readonly explode: number;
  readonly colour: 'value' | 'group';
  /** N separate cubes, or H·W merged into one axis as in the Group Normalization paper. */
  readonly fourD: 'separate' | 'merged';
  /** Pinned and hovered cell: flat index into the input; null for none. */
  readonly pinned: number | null;
  readonly hovered: number | null;
  readonly theme: Theme;
  /** Moment of the stage, 0 … 10: whole ones are the stations of STAGE_STEPS; left out for the finished result. */
  readonly step?: number;
  /** What a drawn cell shows of a block of values; left out for the mean. */
  readonly pooling?: Pooling;
}

export const POOLINGS = ['mean', 'min', 'max'] as const;

/** How blocks of a tensor that is too large to be drawn cell by cell are put into one cell. */
export type Pooling = (typeof POOLINGS)[number];

export type Theme = 'light' | 'dark' | 'contrast';

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
  explode: 0.5,
  colour: 'value',
  fourD: 'separate',
  pinned: null,
  hovered: null,
  theme: 'light',
};
