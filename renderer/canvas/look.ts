import {
  colourRange,
  INITIAL_VIEW,
  pooling,
  SNAP_VIEWS,
  viewState,
  type ColourRange,
  type Pooling,
  type SnapView,
  type ViewState,
} from '../../core/figure/state.ts';
import { otherwise } from '../../core/shape/compound.ts';
import { object, optional, pick } from '../../core/shape/object.ts';
import type { Shape } from '../../core/shape/shape.ts';

/** How the stage is looked at: the part of the view that a person sets and that is remembered. */
export type Look = Pick<
  ViewState,
  'yaw' | 'pitch' | 'zoom' | 'panX' | 'panY' | 'explode' | 'colour' | 'fourD' | 'pooling' | 'range'
>;

export function initialLook(): Look {
  return lookOf(INITIAL_VIEW);
}

/** What was broken may be there as undefined. */
type Loose = Omit<Look, 'pooling' | 'range'> & {
  readonly [K in 'pooling' | 'range']?: Look[K] | undefined;
};

/** The look of a view; a camera beyond what a hand can reach comes back to the edge. */
export function lookOf(view: Loose): Look {
  const { yaw, pitch, zoom, panX, panY, explode, colour, fourD, pooling, range } = view;
  return {
    yaw,
    pitch: within(pitch, -Math.PI / 2, Math.PI / 2),
    zoom: within(zoom, FARTHEST, CLOSEST),
    panX,
    panY,
    explode: within(explode, 0, 1),
    colour,
    fourD,
    ...(pooling && pooling !== 'mean' && { pooling }),
    ...(range && (range.x ?? range.y) !== undefined && { range }),
  };
}

const look = object(
  {
    ...pick(viewState, ['yaw', 'pitch', 'zoom', 'panX', 'panY', 'explode', 'colour', 'fourD'])
      .fields,
    pooling: optional(otherwise(pooling, undefined)),
    range: optional(otherwise(colourRange, undefined)),
  },
  'open',
);

/** A camera as it is remembered. */
export const keptLook: Shape<Look> = { ...look, read: (value) => lookOf(look.read(value)) };

function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

const RADIANS_PER_PIXEL = 0.008;
const CLOSEST = 12;
const FARTHEST = 0.3;

/** Turns the cubes as if they were grabbed; they never tip over. */
export function rotated(look: Look, dx: number, dy: number): Look {
  const pitch = within(look.pitch + dy * RADIANS_PER_PIXEL, -Math.PI / 2, Math.PI / 2);
  const turn = 2 * Math.PI;
  const yaw = (look.yaw - dx * RADIANS_PER_PIXEL) % turn;
  return { ...look, yaw, pitch };
}

/** Moves the picture by figure pixels. */
export function panned(look: Look, dx: number, dy: number): Look {
  return { ...look, panX: look.panX + dx, panY: look.panY + dy };
}

/**
 * Zooms so that what is at the point stays there.
 * @param x, y  figure pixels from the centre of the stage
 */
export function zoomedAt(look: Look, factor: number, x: number, y: number): Look {
  const zoom = within(look.zoom * factor, FARTHEST, CLOSEST);
  const ratio = zoom / look.zoom;
  return {
    ...look,
    zoom,
    panX: x - (x - look.panX) * ratio,
    panY: y - (y - look.panY) * ratio,
  };
}

/** Value colours that end there; where both are left out, with the data. */
export function rangedLook({ range: _, ...look }: Look, range: ColourRange): Look {
  return lookOf({ ...look, range });
}

/** Blocks drawn as their means, minima or maxima. */
export function pooledLook(look: Look, pooling: Pooling): Look {
  return lookOf({ ...look, pooling });
}

/** One of the named views, whole and in the middle. */
export function snapped(look: Look, view: SnapView): Look {
  const { zoom, panX, panY } = INITIAL_VIEW;
  return { ...look, ...SNAP_VIEWS[view], zoom, panX, panY };
}

/** The camera of the beginning; colours and gaps stay. */
export function resetCamera(look: Look): Look {
  const { yaw, pitch, zoom, panX, panY } = INITIAL_VIEW;
  return { ...look, yaw, pitch, zoom, panX, panY };
}

/** The named view that the camera is in, if any. */
export function snapOf(look: Look): SnapView | null {
  const names = Object.keys(SNAP_VIEWS) as SnapView[];
  const near = (a: number, b: number) => Math.abs(a - b) < 1e-6;
  return (
    names.find(
      (name) => near(look.yaw, SNAP_VIEWS[name].yaw) && near(look.pitch, SNAP_VIEWS[name].pitch),
    ) ?? null
  );
}

/**
 * A look on the way from one to another: the shorter way round, and exactly the ends at 0 and 1.
 * @param t  0 … 1
 */
export function lookBetween(from: Look, to: Look, t: number): Look {
  if (t <= 0) return from;
  if (t >= 1) return to;
  const turn = 2 * Math.PI;
  const around = ((((to.yaw - from.yaw + Math.PI) % turn) + turn) % turn) - Math.PI;
  const mixed = (name: 'pitch' | 'zoom' | 'panX' | 'panY' | 'explode') =>
    from[name] + (to[name] - from[name]) * t;
  return {
    ...to,
    yaw: from.yaw + around * t,
    pitch: mixed('pitch'),
    zoom: mixed('zoom'),
    panX: mixed('panX'),
    panY: mixed('panY'),
    explode: mixed('explode'),
  };
}
