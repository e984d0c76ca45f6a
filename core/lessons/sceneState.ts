import { inputErrorOf } from '../errors.ts';
import { stationsOf } from '../explain/stations.ts';
import type { ViewState } from '../figure/state.ts';
import { INITIAL_VIEW } from '../figure/state.ts';
import { sceneView, type Scene } from './document.ts';
import { outcomesOf } from './sceneText.ts';
import type { Station } from '../station/station.ts';

/** What a reader changed of a scene: in a hand-out, in the window, on a projector. */
export interface SceneState {
  readonly view: Partial<ViewState>;
  /** The pinned cell, by its place in the stored tensor; undefined for the scene's own. */
  readonly pinned?: number;
  /** Index among the stations of the first run; as many as there are stands for the result, undefined for the scene's own. */
  readonly step?: number;
  /** New values by cell of the stored tensor. */
  readonly edits: ReadonlyMap<number, number>;
  readonly revealed: boolean;
  /** What became of the last answer. */
  readonly answered: 'right' | 'wrong' | null;
}

/** A scene as it is first seen. */
export const FRESH: SceneState = {
  view: {},
  edits: new Map(),
  revealed: false,
  answered: null,
};

/** The scene with what the reader changed. */
export function sceneIn(own: Scene, state: SceneState): Scene {
  const stations = stationsIn(own);
  const at = state.step === undefined ? undefined : stations[state.step];
  const { step, ...rest } = own;
  return {
    ...rest,
    ...(state.step === undefined && step !== undefined && { step }),
    ...(at && { step: at.time }),
    ...(state.pinned !== undefined && { pinned: state.pinned }),
    runs:
      state.edits.size === 0
        ? own.runs
        : own.runs.map((run) => ({ ...run, edits: [...(run.edits ?? []), ...state.edits] })),
  };
}

/** The scene with what the reader changed and how they look at it, to be kept or printed. */
export function sceneAsSeen(own: Scene, state: SceneState): Scene {
  const view = sceneView({ ...own.view, ...state.view });
  return { ...sceneIn(own, state), ...(Object.keys(view).length > 0 && { view }) };
}

/** Stations of the first run's arithmetic; none where it failed, or cannot be run: what shows the scene says why. */
export function stationsIn(scene: Scene): readonly Station[] {
  try {
    const [first] = outcomesOf(scene);
    return first?.ok ? stationsOf(first.plan) : [];
  } catch (error) {
    if (!inputErrorOf(error)) throw error;
    return [];
  }
}

/** The view after a turn by so many pixels. */
export function turned(
  view: Partial<ViewState>,
  own: Scene['view'],
  dx: number,
  dy: number,
): Partial<ViewState> {
  const { yaw, pitch } = { ...INITIAL_VIEW, ...own, ...view };
  const limit = Math.PI / 2;
  return {
    ...view,
    // slices that lie flat cannot be turned: a reader who turns wants cubes
    fourD: 'separate',
    yaw: yaw - dx * 0.008,
    pitch: Math.max(-limit, Math.min(limit, pitch + dy * 0.008)),
  };
}
