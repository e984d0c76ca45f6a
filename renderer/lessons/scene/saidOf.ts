import { inputErrorOf, type InputError } from '../../../core/errors.ts';
import type { Scene } from '../../../core/lessons/document.ts';
import { sceneTexts, type SceneTexts } from '../../../core/lessons/sceneText.ts';
import type { Language } from '../../../core/settings.ts';

export type Said =
  | { readonly ok: true; readonly texts: SceneTexts }
  | {
      readonly ok: false;
      readonly error: InputError;
      /** It can be drawn all the same. */
      readonly drawn: boolean;
    };

/** What a scene says, or why it cannot: a text may name what is not there, a run a tensor that is not. */
export function saidOf(scene: Scene, language: Language): Said {
  try {
    return { ok: true, texts: sceneTexts(scene, language) };
  } catch (error) {
    const told = inputErrorOf(error);
    if (!told) throw error;
    return { ok: false, error: told, drawn: ['lesson-fact', 'lesson-run'].includes(told.code) };
  }
}
