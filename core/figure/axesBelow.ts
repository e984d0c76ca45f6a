import { axisMarks, type AxisScene } from './axes.ts';
import { boxOf } from './markBox.ts';
import type { Placements } from './place.ts';
import { projection, type Camera } from './projection.ts';
import { THEMES } from './theme.ts';
import type { Plan } from '../norm/spec.ts';

/** What was measured of a cube's places: the pointer and a hand that turns it ask for the same again. */
const measured = new WeakMap<Placements, Map<string, number>>();
const MOST_MEASURED = 24;

/**
 * How far a cube and the axes beside it reach below its middle, whatever the theme.
 * @param scale  figure pixels per world unit
 * @returns figure pixels
 */
export function axesBelow(
  { plan, placements, naming }: Pick<AxisScene, 'placements' | 'naming'> & { readonly plan: Plan },
  camera: Camera,
  scale: number,
): number {
  const key = [naming, camera.yaw, camera.pitch, scale].join(' ');
  let known = measured.get(placements);
  if (!known || known.size >= MOST_MEASURED)
    measured.set(placements, (known = new Map<string, number>()));
  const found = known.get(key);
  if (found !== undefined) return found;
  const scene: AxisScene = {
    placements,
    naming,
    flat: false,
    projection: projection(camera, scale, [0, 0]),
    paint: { theme: THEMES.light },
  };
  const depth = boxOf(axisMarks(scene, plan))?.bottom ?? 0;
  known.set(key, depth);
  return depth;
}
