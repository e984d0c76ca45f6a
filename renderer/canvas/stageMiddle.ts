import { GIZMO_HEIGHT } from '../../core/figure/gizmo.ts';

/** Space between the cubes and the gizmo under them. */
const PAD = 14;

/** The point about which a figure of this size zooms: the middle of the part over its gizmo. */
export function stageMiddle(width: number, height: number): readonly [x: number, y: number] {
  return [width / 2, (height - GIZMO_HEIGHT - PAD) / 2];
}
