import { asMoments } from '../norm/kinds/moments/asMoments.ts';
import { formatCell } from './formatCell.ts';
import type { Colour, Mark } from './marks.ts';
import type { Vec2 } from './projection.ts';
import { spriteMarks } from './sprite.ts';
import { blockZoom, type FlightScene } from './stageFlights.ts';
import { progress, span } from './stageSteps.ts';
import { textWidth } from './textWidth.ts';

/** The group's numbers, as they appear between the cubes. */
export interface StageNumber {
  readonly mean: number;
  readonly variance: number;
  /** √(σ² + ε). */
  readonly deviation: number;
  readonly gamma: number | null;
  readonly beta: number | null;
  readonly running: {
    readonly mean: readonly [number, number];
    readonly variance: readonly [number, number];
  } | null;
}

/** The statistics between the cubes: blocks in their role's colour, each with its number under it. */
export function stageBlocks(scene: FlightScene, n: StageNumber, t: number): Mark[] {
  const { plan, theme } = scene;
  const root = span(progress(t, 5), 0.2, 0.8);
  const run = span(progress(t, 9), 0.2, 0.8);
  const marks: Mark[] = [];
  if (plan.center)
    marks.push(
      ...block(scene, scene.mean, 'μ', theme.mean, span(progress(t, 1), 0.75, 1), [
        { text: `μ = ${formatCell(n.mean, 4)}`, opacity: 1 },
      ]),
      ...runningLine(scene, scene.mean, n.running?.mean, theme.mean, run),
    );
  const symbol = plan.center ? 'σ²' : 'x²';
  marks.push(
    ...block(
      scene,
      scene.variance,
      root > 0.5 ? '√' : symbol,
      theme.variance,
      span(progress(t, 4), 0.8, 1),
      [
        {
          text: `${plan.center ? 'σ²' : 'Σx²/n'} = ${formatCell(n.variance, 4)}`,
          opacity: 1 - root,
        },
        {
          text: `${asMoments(plan)?.epsOutside ? '√σ² + ε' : `√(${symbol} + ε)`} = ${formatCell(n.deviation, 4)}`,
          opacity: root,
        },
      ],
    ),
    ...runningLine(scene, scene.variance, n.running?.variance, theme.variance, run),
  );
  return marks.concat(parameters(scene, n, span(progress(t, 7), 0, 0.25)));
}

interface Caption {
  readonly text: string;
  readonly opacity: number;
}

function block(
  scene: FlightScene,
  at: Vec2,
  letter: string,
  fill: Colour,
  opacity: number,
  captions: readonly Caption[],
): Mark[] {
  if (opacity <= 0) return [];
  const { projection, sides, theme } = scene;
  return [
    ...spriteMarks(projection, {
      centre: at,
      sides: equal(sides),
      zoom: blockZoom(scene),
      fill,
      stroke: theme.grid,
      opacity,
      letter,
    }),
    ...captions
      .filter((caption) => caption.opacity > 0.01)
      .map((caption) =>
        line(scene, [at[0], at[1] + 42], caption.text, fill, caption.opacity * opacity),
      ),
  ];
}

/** A block is a cube, whatever the shape of the cells. */
function equal(sides: readonly number[]): readonly [number, number, number] {
  const side = Math.max(...sides);
  return [side, side, side];
}

/** A number or name between the cubes, as large as there is room. */
export function line(
  scene: FlightScene,
  [x, y]: Vec2,
  text: string,
  fill: Colour,
  opacity: number,
): Mark {
  const natural = 13;
  const room = scene.room[0] * 1.08;
  const size = Math.min(natural, (natural * room) / textWidth(text, natural, 'mono', 600));
  return {
    kind: 'text',
    x,
    y,
    text,
    size: Math.max(9.5, size),
    family: 'mono',
    weight: 600,
    fill,
    anchor: 'middle',
    baseline: 'middle',
    ...(opacity < 1 && { opacity }),
  };
}

/** "running 0 → −0.0043" under a statistic. */
function runningLine(
  scene: FlightScene,
  at: Vec2,
  change: readonly [number, number] | undefined,
  fill: Colour,
  opacity: number,
): Mark[] {
  if (!change || opacity <= 0.01) return [];
  const text = `${formatCell(change[0], 4)} → ${formatCell(change[1], 4)}`;
  return [line(scene, [at[0], at[1] + 60], text, fill, opacity)];
}

function parameters(scene: FlightScene, n: StageNumber, opacity: number): Mark[] {
  if (opacity <= 0.01 || n.gamma === null) return [];
  const { theme, params } = scene;
  const texts: [string, Colour][] = [[`γ = ${formatCell(n.gamma, 4)}`, theme.gamma]];
  if (n.beta !== null) texts.push([`β = ${formatCell(n.beta, 4)}`, theme.beta]);
  return texts.map(([text, fill], k) =>
    line(scene, [params[0], params[1] + k * 18], text, fill, opacity),
  );
}
