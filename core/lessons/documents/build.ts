import type { LayerName } from '../../norm/layers.ts';
import type { Mode } from '../../norm/spec.ts';
import type { LayerOptions } from '../../norm/view.ts';
import {
  lessonFrom,
  type LessonDocument,
  type Localized,
  type Scene,
  type SceneRun,
} from '../document.ts';

/** A text in both languages. */
export const both = (en: string, ko: string): Localized => ({ en, ko });

/** A run of a layer on a built-in example. */
export function run(
  id: string,
  example: string,
  layer: LayerName,
  more: {
    readonly name?: Localized;
    readonly options?: LayerOptions;
    readonly mode?: Mode;
    readonly layout?: string;
    readonly state?: SceneRun['state'];
  } = {},
): SceneRun {
  const { options = {}, mode = 'train', layout, name, state } = more;
  return {
    id,
    ...(name && { name }),
    tensor: { kind: 'example', id: example },
    ...(layout && { layout: [...layout] }),
    spec: { layer, options, mode },
    ...(state && { state }),
  };
}

/** A lesson that comes with the program. */
export function lessonOf(id: string, title: Localized, scenes: readonly Scene[]): LessonDocument {
  return lessonFrom(title, scenes, id);
}
