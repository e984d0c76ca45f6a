import type { Plan } from '../norm/spec.ts';
import { axisAction } from './axes.ts';
import type { Layout, LayoutDim } from './layout.ts';
import type { Mark } from './marks.ts';
import { projection, type Camera, type Vec2 } from './projection.ts';
import { fitText, textWidth } from './textWidth.ts';
import type { ThemeColours } from './theme.ts';

const TEXT = 12;

/** Room that the gizmo takes: a square for the arms, then the names in columns. */
export const GIZMO_HEIGHT = 78;
/** On a low page. */
export const LOW_GIZMO_HEIGHT = 44;

/** Sizes of the gizmo's parts, and how many names stand in a column. */
interface GizmoSize {
  readonly height: number;
  readonly armsWidth: number;
  readonly arm: number;
  readonly tip: number;
  readonly letter: number;
  readonly row: number;
  readonly rows: number;
}

const USUAL: GizmoSize = {
  height: GIZMO_HEIGHT,
  armsWidth: 92,
  arm: 32,
  tip: 9,
  letter: 11,
  row: 19,
  rows: 3,
};
const LOW: GizmoSize = {
  height: LOW_GIZMO_HEIGHT,
  armsWidth: 56,
  arm: 20,
  tip: 6.5,
  letter: 9,
  row: 17,
  rows: 2,
};

/**
 * The permanent axis gizmo: three arms that turn with the camera, and the axes' letters with their
 * long names and sizes. Everything that names an axis carries the action "axis:NAME".
 * @param box  x and y of its top left corner, and the width it may take
 * @param low  smaller, with two names to a column
 */
export function gizmoMarks(
  plan: Plan,
  layout: Layout,
  camera: Camera,
  theme: ThemeColours,
  names: Readonly<Record<string, string>>,
  box: { readonly x: number; readonly y: number; readonly width: number },
  low = false,
): Mark[] {
  const size = low ? LOW : USUAL;
  const left = size.armsWidth + 4;
  return [
    ...arms(
      plan,
      layout,
      camera,
      theme,
      [box.x + size.armsWidth / 2, box.y + size.height / 2],
      size,
    ),
    ...nameList(plan, theme, names, { ...box, x: box.x + left, width: box.width - left }, size),
  ];
}

function arms(
  plan: Plan,
  layout: Layout,
  camera: Camera,
  theme: ThemeColours,
  centre: Vec2,
  size: GizmoSize,
): Mark[] {
  const { basis, into } = projection(camera, 1, [0, 0]);
  const dims = [layout.x, layout.y, layout.z] as const;
  const used = ([0, 1, 2] as const).filter((axis) => dims[axis].axes.length > 0);
  // The arms' middle lies in the centre of the square.
  const mid = (k: 0 | 1) =>
    (used.reduce<number>((sum, axis) => sum + basis[axis][k], 0) / 2) * size.arm;
  const origin: Vec2 = [centre[0] - mid(0), centre[1] - mid(1)];
  const far = [...used].sort((a, b) => into[b] - into[a]);
  const tip = (axis: 0 | 1 | 2): Vec2 => [
    origin[0] + basis[axis][0] * size.arm,
    origin[1] + basis[axis][1] * size.arm,
  ];
  return [
    ...far.map((axis) => arm(plan, dims[axis], theme, origin, tip(axis))),
    ...far.flatMap((axis) => letter(plan, dims[axis], theme, tip(axis), size)),
  ];
}

function isReduced(plan: Plan, dim: LayoutDim): boolean {
  return dim.axes.some((axis) => plan.reducedDims.includes(axis));
}

function arm(plan: Plan, dim: LayoutDim, theme: ThemeColours, from: Vec2, to: Vec2): Mark {
  const reduced = isReduced(plan, dim);
  return {
    kind: 'line',
    points: [...from, ...to],
    stroke: reduced ? theme.accent : theme.axis,
    strokeWidth: reduced ? 3 : 1.5,
    cap: 'round',
  };
}

function letter(
  plan: Plan,
  dim: LayoutDim,
  theme: ThemeColours,
  [x, y]: Vec2,
  { tip, letter: text }: GizmoSize,
): Mark[] {
  const reduced = isReduced(plan, dim);
  const wide = Math.max(2 * tip, textWidth(dim.name, text, 'sans', 700) + text - 1);
  return [
    {
      kind: 'rect',
      x: x - wide / 2,
      y: y - tip,
      width: wide,
      height: 2 * tip,
      radius: tip,
      fill: reduced ? theme.accent : theme.surface,
      stroke: reduced ? theme.accent : theme.axis,
      strokeWidth: 1,
      action: axisAction(dim),
    },
    {
      kind: 'text',
      x,
      y,
      text: dim.name,
      size: text,
      family: 'sans',
      weight: 700,
      fill: reduced ? theme.onAccent : theme.ink,
      anchor: 'middle',
      baseline: 'middle',
    },
  ];
}

/** "N batch 2" for every tensor axis, in columns. */
function nameList(
  plan: Plan,
  theme: ThemeColours,
  names: Readonly<Record<string, string>>,
  {
    x: left,
    y: top,
    width: room,
  }: { readonly x: number; readonly y: number; readonly width: number },
  { rows, row, height }: GizmoSize,
): Mark[] {
  const columns = Math.ceil(plan.axes.length / rows);
  const width = Math.min(170, room / columns);
  const first = top + (height - Math.min(rows, plan.axes.length) * row) / 2 + row / 2;
  return plan.axes.flatMap((name, axis): Mark[] => {
    const x = left + Math.floor(axis / rows) * width;
    const y = first + (axis % rows) * row;
    const reduced = plan.reducedDims.includes(axis);
    const indent = textWidth(name, TEXT, 'sans', 700) + 7;
    const long = `${names[name] ?? ''} ${plan.shape[axis] ?? 1}`.trim();
    const action = `axis:${name}`;
    return [
      { kind: 'rect', x: x - 4, y: y - row / 2, width: width - 4, height: row, fill: null, action },
      {
        kind: 'text',
        x,
        y,
        text: name,
        size: TEXT,
        family: 'sans',
        weight: 700,
        fill: reduced ? theme.accent : theme.ink,
        baseline: 'middle',
      },
      {
        kind: 'text',
        x: x + indent,
        y,
        text: fitText(long, width - indent - 8, TEXT, 'sans'),
        size: TEXT,
        family: 'sans',
        fill: theme.muted,
        baseline: 'middle',
      },
    ];
  });
}
