import type { Box } from './badge.ts';
import type { CubeFigureInput } from './cubeInput.ts';

/** On a smaller stage the cubes of x and y need all of it. */
const LEAST_WIDTH = 380;
const LEAST_HEIGHT = 200;
/** Share of the stage, and pixels, that stand beside the cubes. */
const SHARE = 0.24;
const LEAST = 104;
const MOST = 280;
const GAP = 8;

/** How a stage is shared out. */
export interface BesideRoom {
  /** What is left for input and output. */
  readonly main: Box;
  /** One for each tensor beside x; none where there is no room. */
  readonly boxes: readonly Box[];
}

/** A column at the left for what comes in beside x, or a row over the cubes of a tall stage. */
export function besideRoom({ beside }: Pick<CubeFigureInput, 'beside'>, stage: Box): BesideRoom {
  const shares = beside?.shares ?? [];
  const count = shares.length;
  const { x, y, width, height } = stage;
  if (count === 0 || width < LEAST_WIDTH || height < LEAST_HEIGHT)
    return { main: stage, boxes: [] };
  const part = (size: number) => Math.max(LEAST, Math.min(MOST, size * SHARE));
  if (width >= height * 0.95) {
    const wide = part(width);
    return {
      main: { x: x + wide, y, width: width - wide, height },
      boxes: sharedOut(y, height, shares).map(([at, tall]) => ({
        x,
        y: at,
        width: wide,
        height: tall,
      })),
    };
  }
  const tall = part(height);
  return {
    main: { x, y: y + tall, width, height: height - tall },
    boxes: sharedOut(x, width, shares).map(([at, wide]) => ({
      x: at,
      y,
      width: wide,
      height: tall,
    })),
  };
}

/** Where each part of a length begins, and how long it is. */
function sharedOut(from: number, length: number, shares: readonly number[]): [number, number][] {
  const total = shares.reduce((sum, share) => sum + share, 0);
  const room = length - GAP * (shares.length - 1);
  let at = from;
  return shares.map((share) => {
    const part: [number, number] = [at, (room * share) / total];
    at += part[1] + GAP;
    return part;
  });
}
