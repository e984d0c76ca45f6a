import { formatCell } from './formatCell.ts';
import { formulaText } from '../formula/formulaText.ts';
import type { Block, Letter } from '../station/station.ts';
import type { Moment } from '../station/moment.ts';
import type { Colour, Mark } from './marks.ts';
import type { Vec2 } from './projection.ts';
import { spriteMarks } from './sprite.ts';
import { blockZoom, LINE_PIXELS, numberBelow, type FlightScene } from './stageFlights.ts';
import { span } from './motion.ts';
import { textWidth } from './textWidth.ts';

/** The group's numbers, as they appear between the cubes. */
export interface StageNumber {
  readonly mean: number;
  /** What the layer makes of the squares: a variance or a mean of squares. */
  readonly variance: number;
  /** What it divides by: √(σ² + ε), or what a variant or another kind has in its place. */
  readonly root: number;
  readonly gamma: number | null;
  readonly beta: number | null;
  readonly running: {
    readonly mean: readonly [number, number];
    readonly variance: readonly [number, number];
  } | null;
}

/** The statistics between the cubes: blocks in their role's colour, each with its number under it. */
export function stageBlocks(scene: FlightScene, n: StageNumber, moment: Moment): Mark[] {
  const { theme } = scene;
  const { share } = moment;
  const found = (is: Block['is']) =>
    moment.to.shows.blocks.find((block) => block.is === is) ??
    moment.from.shows.blocks.find((block) => block.is === is);
  /** 1 where it stands already, 0 where it does not, between while it appears. */
  const there = (is: Block['is'], start: number, end: number) => {
    if (moment.from.shows.blocks.some((block) => block.is === is)) return 1;
    return found(is) ? span(share, start, end) : 0;
  };
  const running = there('running', 0.2, 0.8);
  const root = there('root', 0.2, 0.8);
  const [mean, variance, rooted] = [found('mean'), found('variance'), found('root')];
  const marks: Mark[] = [];
  if (mean && 'name' in mean)
    marks.push(
      ...block(scene, scene.mean, mean.letter, theme.mean, there('mean', 0.75, 1), [
        { text: told(mean, n.mean), opacity: 1 },
      ]),
      ...runningLine(scene, scene.mean, n.running?.mean, theme.mean, running),
    );
  const seen = Math.max(there('variance', 0.8, 1), root) * aside(moment);
  const letter = [root > 0.5 ? rooted : variance, variance, rooted].find(
    (one) => one !== undefined && 'name' in one,
  );
  if (letter && 'name' in letter)
    marks.push(
      ...block(scene, scene.variance, letter.letter, theme.variance, seen, [
        ...(variance && 'name' in variance
          ? [{ text: told(variance, n.variance), opacity: 1 - root }]
          : []),
        ...(rooted && 'name' in rooted ? [{ text: told(rooted, n.root), opacity: root }] : []),
      ]),
      ...runningLine(scene, scene.variance, n.running?.variance, theme.variance, running),
    );
  return marks.concat(parameters(scene, n, there('parameters', 0, 0.25)));
}

/** While the numbers of several groups come together, that of the own one is among them. */
function aside({ to, share }: Moment): number {
  if (to.shows.motion.move !== 'join' || share === 0) return 1;
  return Math.max(1 - span(share, 0, 0.12), span(share, 0.88, 1));
}

/** "σ² = 1.1125". */
function told({ name }: Extract<Block, { name: unknown }>, value: number): string {
  return `${formulaText(name)} = ${formatCell(value, 4)}`;
}

interface Caption {
  readonly text: string;
  readonly opacity: number;
}

function block(
  scene: FlightScene,
  at: Vec2,
  letter: Letter,
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
        line(
          scene,
          [at[0], at[1] + numberBelow(scene)],
          caption.text,
          fill,
          caption.opacity * opacity,
        ),
      ),
  ];
}

/** A block is a cube, whatever the shape of the cells. */
function equal(sides: readonly number[]): readonly [number, number, number] {
  const side = Math.max(...sides);
  return [side, side, side];
}

/** Pixels of a number between the cubes, and the least where its least is not smaller. */
const NATURAL = 13;
const SMALLEST = 9.5;

/** A number or name between the cubes, as large as there is room; in a narrow middle without the name, which its block has. */
export function line(
  scene: FlightScene,
  [x, y]: Vec2,
  text: string,
  fill: Colour,
  opacity: number,
): Mark {
  const room = scene.room[0] * 1.08;
  const sizeOf = (each: string) =>
    Math.min(NATURAL, (NATURAL * room) / textWidth(each, NATURAL, 'mono', 600));
  const least = Math.min(SMALLEST, scene.leastNumber);
  const shown = sizeOf(text) < least ? text.slice(Math.max(0, text.search(/[=→]/))) : text;
  return {
    kind: 'text',
    x,
    y,
    text: shown,
    size: Math.max(Math.min(least, 7), sizeOf(shown)),
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
  return [line(scene, [at[0], at[1] + numberBelow(scene) + LINE_PIXELS], text, fill, opacity)];
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
