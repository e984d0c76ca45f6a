import type { AxisNaming } from './axisText.ts';
import type { Box } from './badge.ts';
import type { Plan, Statistics } from '../norm/spec.ts';
import type { DisplayTensor } from './displayTensor.ts';
import type { Mark } from './marks.ts';
import type { ViewState } from './state.ts';

/** Text that the caller translates. */
export interface CubeLabels {
  /** Titles over the cubes: "input x", "output y". */
  readonly x: string;
  readonly y: string;
  /** Long names: N → "batch"; axes without one show their letter only. */
  readonly axisNames: Readonly<Record<string, string>>;
  /** "Each drawn cell is the mean of 1 × 2 × 2 values": said where a cell stands for several. */
  readonly blocks?: string;
  /** "4 of 12 slices": said where not all are shown. */
  readonly part?: (shown: number, all: number) => string;
  /** "value", before the key of the value colours: elsewhere colours say who shares a statistic. */
  readonly value?: string;
  /** "clipped", counted beside NaN and ∞ under a title. */
  readonly clipped?: string;
}

/** Cells of input and output, flat in each. */
export interface CellLists {
  readonly x?: readonly number[];
  readonly y?: readonly number[];
}

/** Tensors that stand beside x, and what draws them: a stage without any does not load it. */
export interface Beside {
  /** How the room is shared out among them. */
  readonly shares: readonly number[];
  readonly draw: (input: CubeFigureInput, stage: Box) => readonly Mark[];
}

/** All that a figure of a layer shows. */
export interface CubeFigureInput {
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly plan: Plan;
  readonly x: DisplayTensor;
  readonly y: DisplayTensor | null;
  readonly view: ViewState;
  readonly labels: CubeLabels;
  /** What came in beside x; left out where it is not drawn. */
  readonly beside?: Beside | null;
  /** Shown on the arrow for the active group. */
  readonly statistics?: Statistics | null;
  /** Decimals of the numbers on faces, 2 when left out. */
  readonly decimals?: number;
  /** Figure pixels under which numbers on cells are not read, 11 when left out: fewer on a page that is shown enlarged. */
  readonly leastNumber?: number;
  /** Where the form is open, slices rather than cubes wherever their numbers are read: they fill a projector's screen. */
  readonly flatFirst?: boolean;
  /** Where no form writes all numbers large enough, as many slices as can be read, the pinned one among them. */
  readonly partly?: boolean;
  /** False leaves the cells without numbers, where the colours alone are meant. */
  readonly numbers?: boolean;
  /** The permanent gizmo that names the axes. */
  readonly gizmo: boolean;
  /** Key of the value or group colours, true when left out. */
  readonly legend?: boolean;
  /** Half-widths of the value scales, to lock them; from the data when left out. */
  readonly domain?: { readonly x: number; readonly y: number } | null;
  /** False leaves the hovered cell's outline to hoverMarks; its group is shown all the same. */
  readonly outlineHovered?: boolean;
  /** Cells with an outline of their own, such as those that changed. */
  readonly outlined?: CellLists;
  /** Fit the present angle rather than every angle: larger, for pictures that are not turned. */
  readonly tight?: boolean;
  /** How axes are named; by position, letter and size when left out. */
  readonly naming?: AxisNaming;
  /** What group colours show of a layer whose cells share no statistic: its values when left out. */
  readonly ungrouped?: 'neutral';
  /** For assistive technology. */
  readonly title?: string;
  readonly description?: string;
}
