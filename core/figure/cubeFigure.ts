import type { Plan, Statistics } from '../norm/spec.ts';
import type { DisplayTensor } from './displayTensor.ts';
import type { Figure } from './marks.ts';
import type { ViewState } from './state.ts';
import { THEMES } from './theme.ts';

/** Text that the caller translates. */
export interface CubeLabels {
  /** Titles over the cubes: "input x", "output y". */
  readonly x: string;
  readonly y: string;
  /** Long names: N → "batch"; axes without one show their letter only. */
  readonly axisNames: Readonly<Record<string, string>>;
}

export interface CubeFigureInput {
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly plan: Plan;
  readonly x: DisplayTensor;
  readonly y: DisplayTensor | null;
  readonly view: ViewState;
  readonly labels: CubeLabels;
  /** Shown on the arrow for the active group. */
  readonly statistics?: Statistics | null;
  /** Decimals of the numbers on faces, 2 when left out. */
  readonly decimals?: number;
  /** The permanent gizmo that names the axes. */
  readonly gizmo: boolean;
  /** Key of the value colours, true when left out. */
  readonly legend?: boolean;
  /** Half-widths of the value scales, to lock them; from the data when left out. */
  readonly domain?: { readonly x: number; readonly y: number } | null;
  /** For assistive technology. */
  readonly title?: string;
  readonly description?: string;
}

/**
 * The stage of the window: the input cube, an arrow and the output cube under one camera.
 * Cells refer to cube "x" or "y" and carry flat indices of that display tensor; actions are
 * "axis:NAME" on axis badges and the gizmo.
 */
export function cubeFigure(input: CubeFigureInput): Figure {
  const theme = THEMES[input.view.theme];
  return {
    width: input.width,
    height: input.height,
    background: theme.background,
    marks: [],
    title: input.title ?? input.plan.spec.layer,
    description: input.description ?? '',
  };
}
