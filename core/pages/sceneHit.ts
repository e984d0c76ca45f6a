import { hitTest } from '../figure/hitTest.ts';
import type { Scene } from '../lessons/document.ts';
import { storedFlat } from '../lessons/sceneRun.ts';
import { outcomesOf } from '../lessons/sceneText.ts';
import type { SceneFigure } from './sceneFigure.ts';

/** What a scene shows at a point. */
export interface SceneHit {
  /** Index among the scene's runs. */
  readonly run: number;
  /** Flat in the tensor as it is stored; null beside every cell. */
  readonly cell: number | null;
}

/**
 * The run, and the cell of it, at a point; null outside of all runs.
 * @param x, y  figure pixels
 */
export function sceneHit(
  { figure, boxes }: SceneFigure,
  scene: Scene,
  x: number,
  y: number,
): SceneHit | null {
  const run = boxes.findIndex(
    (box) => x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height,
  );
  const outcome = outcomesOf(scene)[run];
  if (!outcome) return null;
  const hit = hitTest(figure, x, y)?.cell;
  return { run, cell: hit ? storedFlat(outcome, hit.flat) : null };
}
