import { inputErrorOf } from '../../../core/errors.ts';
import type { Scene } from '../../../core/lessons/document.ts';
import { sceneFigure, type SceneFigure, type SceneLook } from '../../../core/pages/sceneFigure.ts';

/** A scene's picture; null for one that cannot be drawn, which says so where its words stand. */
export function drawn(scene: Scene, look: SceneLook): SceneFigure | null {
  try {
    return sceneFigure(scene, look);
  } catch (error) {
    if (!inputErrorOf(error)) throw error;
    return null;
  }
}
