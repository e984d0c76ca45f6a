import type { ViewState } from '../figure/state.ts';
import type { ComputeRequest } from '../request.ts';
import { editorTexts } from '../texts/editor.ts';
import { sceneView, type Localized, type Scene, type SceneRun } from './document.ts';

/** A run on a screen, and what it is called there. */
export interface ShownRun {
  readonly request: Omit<ComputeRequest, 'tensor'>;
  readonly tensor: SceneRun['tensor'];
  /** The same in every language, as code is. */
  readonly name: string;
}

/** What a screen shows beside its runs. */
export interface ShownView {
  readonly view?: Partial<ViewState>;
  /** Flat in the tensor as it is stored. */
  readonly pinned?: number;
  readonly step?: number;
  readonly running?: true;
}

/** A view of the program as a scene, with a first text whose numbers are computed. */
export function sceneFrom(
  runs: readonly ShownRun[],
  { view = {}, pinned, step, running }: ShownView,
): Scene {
  const [first] = runs;
  const title = first?.name ?? '';
  const single = runs.length === 1;
  const text = editorTexts[single ? 'editor.text.one' : 'editor.text.several'];
  return {
    title: alike(runs.map(({ name }) => name).join(' · ') || title),
    runs: runs.map(({ request, tensor, name }, i) => ({
      id: `run${i + 1}`,
      name: alike(name),
      tensor,
      ...request,
    })),
    ...(pinned !== undefined && { pinned }),
    ...(step !== undefined && single && { step }),
    view: sceneView(view),
    ...(running && { running }),
    text: { en: text.en, ko: text.ko },
  };
}

const alike = (name: string): Localized => ({ en: name, ko: name });
