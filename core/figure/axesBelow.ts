import { axisMarks, type AxisScene } from './axes.ts';
import { boxOf } from './markBox.ts';
import { projection, type Camera } from './projection.ts';
import { THEMES } from './theme.ts';
import type { Plan } from '../norm/spec.ts';

/**
 * How far a cube and the axes beside it reach below its middle, whatever the theme.
 * @param scale  figure pixels per world unit
 * @returns figure pixels
 */
export function axesBelow(
  { plan, ...shown }: Pick<AxisScene, 'placements' | 'naming'> & { readonly plan: Plan },
  camera: Camera,
  scale: number,
): number {
  const scene: AxisScene = {
    ...shown,
    flat: false,
    projection: projection(camera, scale, [0, 0]),
    paint: { theme: THEMES.light },
  };
  return boxOf(axisMarks(scene, plan))?.bottom ?? 0;
}
