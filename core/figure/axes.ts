import type { Plan } from '../norm/spec.ts';
import { axisBadges, keptSize } from './axisBadges.ts';
import { axisText, uprightText, type AxisNaming } from './axisText.ts';
import { badgeSize } from './badge.ts';
import { cornerPoint, type CubeScene } from './cubeScene.ts';
import { boxOf } from './markBox.ts';
import type { LayoutDim } from './layout.ts';
import type { Mark } from './marks.ts';
import type { Placement } from './place.ts';
import { isVisible, type Vec2 } from './projection.ts';
import type { ThemeColours } from './theme.ts';

/** Distance of an axis line from the cube. */
const OFFSET = 13;
/** Room beside an upright axis whose badges are turned to run along it. */
export const TURNED_AXIS = 43;
/** Between the badges of two axes that meet under a cube. */
const BADGE_GAP = 6;
/** Axes of which less than this share of their length is seen point at the viewer and are drawn as a dot. */
const END_ON = 0.12;

type AxisIndex = 0 | 1 | 2;

/** An edge of the cube's box along an axis, as bits of the other two axes' sides. */
interface Edge {
  readonly from: Vec2;
  readonly to: Vec2;
  readonly outward: Vec2;
  readonly sides: readonly [number, number];
}

/** What of a cube its axes are drawn by. */
export type AxisScene = Pick<CubeScene, 'placements' | 'projection' | 'naming' | 'flat'> & {
  readonly paint: { readonly theme: ThemeColours };
};

/** An axis as it is drawn: its line, and what is written at it. */
interface DrawnAxis {
  readonly line: readonly Mark[];
  readonly badges: readonly Mark[];
}

const NO_AXIS: DrawnAxis = { line: [], badges: [] };

/**
 * Labelled axis lines beside a cube: reduced ones heavy with a Σ badge, kept ones thin.
 * @param right  where badges end at the latest
 */
export function axisMarks(scene: AxisScene, plan: Plan, right = Infinity): Mark[] {
  const [x, y, z] = ([0, 1, 2] as const).map((axis) => {
    const { dim, extent } = scene.placements[axis];
    if (dim.axes.length === 0) return NO_AXIS;
    const whole = extent * scene.projection.scale;
    const edge = silhouetteEdge(scene, axis);
    const length = Math.hypot(edge.to[0] - edge.from[0], edge.to[1] - edge.from[1]);
    return length < END_ON * whole
      ? endOn(scene, plan, edge, dim, axis)
      : beside(scene, plan, edge, axis);
  }) as [DrawnAxis, DrawnAxis, DrawnAxis];
  const under = apart(within(x.badges, right), within(z.badges, right), right);
  return [...[...x.line, ...under[0]], ...[...y.line, ...y.badges], ...[...z.line, ...under[1]]];
}

/** The badges of two axes under a cube, moved sideways where they would lie over each other. */
function apart(
  a: readonly Mark[],
  b: readonly Mark[],
  end: number,
): [readonly Mark[], readonly Mark[]] {
  const [first, second] = [boxOf(a), boxOf(b)];
  if (!first || !second || first.top >= second.bottom || second.top >= first.bottom) return [a, b];
  const sign = first.left + first.right <= second.left + second.right ? 1 : -1;
  const [left, right] = sign > 0 ? [first, second] : [second, first];
  const all = Math.max(0, left.right + BADGE_GAP - right.left);
  const by = Math.max(0, Math.min(all / 2, end - right.right));
  const [ofFirst, ofSecond] = sign > 0 ? [by - all, by] : [by, by - all];
  return [a.map((mark) => aside(mark, ofFirst)), b.map((mark) => aside(mark, ofSecond))];
}

/** Badges that reach beyond an end, moved back before it. */
function within(marks: readonly Mark[], end: number): readonly Mark[] {
  const beyond = (boxOf(marks)?.right ?? end) - end;
  return beyond > 0 ? marks.map((mark) => aside(mark, -beyond)) : marks;
}

/** A badge moved sideways. */
function aside(mark: Mark, by: number): Mark {
  return mark.kind === 'rect' || mark.kind === 'text' ? { ...mark, x: mark.x + by } : mark;
}

/** Of the edges between a seen and an unseen side, the leftmost for y and the lowest for x and z. */
function silhouetteEdge(scene: AxisScene, axis: AxisIndex): Edge {
  const [b, c] = ([0, 1, 2] as const).filter((other) => other !== axis) as [AxisIndex, AxisIndex];
  const centre = scene.projection.origin;
  let best: Edge | null = null;
  let bestScore = -Infinity;
  for (const sides of [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ] as const) {
    const seen = [b, c].filter((other, k) =>
      isVisible(scene.projection, { axis: other, max: sides[k] === 1 }),
    );
    const at = (end: number): Vec2 => {
      const bits = [0, 0, 0];
      bits[axis] = end;
      bits[b] = sides[0];
      bits[c] = sides[1];
      return cornerPoint(scene, bits[0] ?? 0, bits[1] ?? 0, bits[2] ?? 0);
    };
    const [from, to] = [at(0), at(1)];
    const out: Vec2 = [(from[0] + to[0]) / 2 - centre[0], (from[1] + to[1]) / 2 - centre[1]];
    const score =
      (axis === 1 ? -out[0] + 0.2 * out[1] : out[1] + 0.02 * out[0]) +
      (seen.length === 1 ? 1e6 : 0);
    if (score <= bestScore) continue;
    bestScore = score;
    best = { from, to, outward: perpendicular(from, to, out), sides };
  }
  return best as Edge;
}

function perpendicular(from: Vec2, to: Vec2, out: Vec2): Vec2 {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  if (length < 1) {
    const far = Math.hypot(...out) || 1;
    return [out[0] / far, out[1] / far];
  }
  const sign = out[0] * -dy + out[1] * dx >= 0 ? 1 : -1;
  return [(sign * -dy) / length, (sign * dx) / length];
}

function beside(scene: AxisScene, plan: Plan, edge: Edge, axis: AxisIndex): DrawnAxis {
  const { theme } = scene.paint;
  const placement = scene.placements[axis];
  const text = axisText(plan, placement.dim, scene.naming);
  const action = axisAction(placement.dim);
  const shift = (p: Vec2, by: number): Vec2 => [
    p[0] + edge.outward[0] * by,
    p[1] + edge.outward[1] * by,
  ];
  const line: Mark[] = [];
  if (text.kept || !text.reduced)
    line.push(axisLine(shift(edge.from, OFFSET), shift(edge.to, OFFSET), theme.axis, 1.5, action));
  if (text.reduced) {
    const runs = text.kept ? groupRuns(placement) : [[0, placement.extent] as const];
    for (const [start, end] of runs) {
      const a = shift(along(edge, start / placement.extent), OFFSET);
      const b = shift(along(edge, end / placement.extent), OFFSET);
      line.push(reducedLine(theme, plan, a, b, text.kept ? 4 : 4.5, action));
    }
  }
  const middle: Vec2 = [(edge.from[0] + edge.to[0]) / 2, (edge.from[1] + edge.to[1]) / 2];
  const at = shift(middle, OFFSET);
  const turned = scene.flat && Math.abs(edge.outward[0]) > 0.5;
  return { line, badges: axisBadges(theme, plan, text, at, edge.outward, action, turned) };
}

/** Width that an upright axis takes to its left: line, badge and label. */
export function axisRoom(plan: Plan, dim: LayoutDim, naming: AxisNaming): number {
  if (dim.axes.length === 0) return 14;
  const text = uprightText(axisText(plan, dim, naming));
  const pill = text.reduced ? badgeSize(text.reduced).width : 0;
  const kept = text.kept ? keptSize(text.kept).width : 0;
  return OFFSET + 14 + Math.max(pill, kept);
}

/** An axis that points at the viewer: a dot in a ring at a lower corner, with its badges beside it. */
function endOn(
  scene: AxisScene,
  plan: Plan,
  edge: Edge,
  dim: LayoutDim,
  axis: AxisIndex,
): DrawnAxis {
  const { theme } = scene.paint;
  const text = axisText(plan, dim, scene.naming);
  const side = axis === 1 ? -1 : 1;
  const x = edge.to[0] + side * OFFSET;
  const y = edge.to[1] + OFFSET;
  const colour = text.reduced ? theme.accent : theme.axis;
  const action = axisAction(dim);
  return {
    line: [
      {
        kind: 'circle',
        x,
        y,
        r: 5,
        fill: theme.background,
        stroke: colour,
        strokeWidth: 1.5,
        action,
      },
      { kind: 'circle', x, y, r: 1.8, fill: colour },
    ],
    badges: axisBadges(theme, plan, text, [x + side * 2, y], [side, 0], action),
  };
}

function along(edge: Edge, t: number): Vec2 {
  return [
    edge.from[0] + t * (edge.to[0] - edge.from[0]),
    edge.from[1] + t * (edge.to[1] - edge.from[1]),
  ];
}

/** World intervals of the groups along an axis that is partly kept, drawn a little short of each other. */
function groupRuns({ dim, starts, cell, extent }: Placement): (readonly [number, number])[] {
  const runs: (readonly [number, number])[] = [];
  const trim = Math.min(0.12 * cell, 0.01 * extent);
  let from = 0;
  for (let i = 1; i <= dim.size; i++) {
    if (i < dim.size && dim.groups[i] === dim.groups[i - 1]) continue;
    runs.push([(starts[from] ?? 0) + trim, (starts[i - 1] ?? 0) + cell - trim]);
    from = i;
  }
  return runs;
}

/** An axis line between two figure points. */
export function axisLine(
  from: Vec2,
  to: Vec2,
  stroke: string,
  strokeWidth: number,
  action: string,
): Extract<Mark, { kind: 'line' }> {
  return { kind: 'line', points: [...from, ...to], stroke, strokeWidth, cap: 'round', action };
}

/** The line of a reduced axis: heavy where it is summed over, dashed where its statistics come from elsewhere. */
export function reducedLine(
  theme: ThemeColours,
  plan: Plan,
  from: Vec2,
  to: Vec2,
  width: number,
  action: string,
): Mark {
  const line = axisLine(from, to, theme.accent, width, action);
  return plan.source === 'running' ? { ...line, strokeWidth: 2, dash: [5, 4] } : line;
}

/** Action of a pointer on an axis; merged axes answer with the outermost. */
export function axisAction(dim: LayoutDim): string {
  return `axis:${dim.name.split('·')[0] ?? ''}`;
}
