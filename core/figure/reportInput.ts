import type { Token } from '../formula/formulaText.ts';
import type { Plan, Statistics } from '../norm/spec.ts';
import type { Beside, CubeLabels } from './cubeInput.ts';
import type { DisplayTensor } from './displayTensor.ts';
import type { PinnedLine } from './pinnedColumn.ts';
import type { StageFigureInput } from './stage.ts';
import type { ViewState } from './state.ts';

/** A moment of the stage, and what stands under it. */
export interface ReportMoment extends Pick<
  StageFigureInput,
  'weight' | 'bias' | 'running' | 'replicas' | 'window'
> {
  /** Of STATION_TIMES, or between two of them. */
  readonly time: number;
  /** "Add the 8 values of channel 2 and divide by 8: μ = −0.0431." */
  readonly sentence: string;
  /** The formula with the pinned cell's numbers, one line each. */
  readonly formulas: readonly (readonly Token[])[];
}

/** What a picture has beside its cubes. */
export interface ReportParts {
  readonly title: boolean;
  /** Options and data. */
  readonly facts: boolean;
  readonly legend: boolean;
  readonly statistics: boolean;
  /** The column of the pinned cell: its slice and its formulas. */
  readonly arithmetic: boolean;
  readonly footer: boolean;
  /** The program, where one is given. */
  readonly code: boolean;
}

export interface ReportFigureInput {
  /** All of them when left out. */
  readonly parts?: ReportParts;
  /** Both when left out. */
  readonly cubes?: 'both' | 'input' | 'output';
  /** It is a moment of a moving picture. */
  readonly moving?: boolean;
  /** What the column of the pinned cell holds; both when left out. */
  readonly column?: 'both' | 'slice' | 'formulas';
  /** A program under the cubes. */
  readonly code?: string;
  /** A text of the reader's own under the picture. */
  readonly caption?: string;
  /** CSS pixels; 1280 × 800 when left out. */
  readonly width?: number;
  readonly height?: number;
  /** "BatchNorm1d averages over N and L: 8 values for each of 5 channels". */
  readonly title: string;
  readonly subtitle: string;
  /** "BatchNorm1d(num_features=5, eps=1e-5, …) · train". */
  readonly optionsLine: string;
  /** "NLP example · N 2 × C 5 × L 4 · float32 · torch seed 42". */
  readonly dataLine: string;
  readonly plan: Plan;
  readonly x: DisplayTensor;
  readonly y: DisplayTensor | null;
  /** What came in beside x. */
  readonly beside?: Beside | null;
  /** The input cell by cell, for the table of the pinned cell's slice; x where that is drawn whole. */
  readonly exact?: DisplayTensor;
  readonly statistics: Statistics | null;
  readonly view: ViewState;
  readonly labels: CubeLabels & {
    /** "Statistics, one per channel". */
    readonly statistics: string;
    /** "… and 59 more". */
    readonly more: (count: number) => string;
    /** "Slice C = 2", over the table of the pinned cell. */
    readonly slice: string;
    /** "The pinned cell x[0, 2, 1] = 1.6487". */
    readonly pinned: string;
  };
  /** Moment of the stage that is drawn in place of the finished result. */
  readonly moment?: ReportMoment;
  /** Arithmetic of the pinned cell; the column is left out when empty or nothing is pinned. */
  readonly pinned: readonly PinnedLine[];
  /** "0.1.0". */
  readonly version: string;
  readonly description?: string;
}
