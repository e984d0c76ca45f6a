import type { SceneState } from '../../core/lessons/sceneState.ts';
import type { Language } from '../../core/settings.ts';

/** Where the reader of a hand-out is, and what they changed. */
export interface PageState extends SceneState {
  readonly language: Language;
  readonly scene: number;
}
