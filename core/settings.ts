import { language, type Language } from './language.ts';
import { preset } from './report/preset.ts';
import { list, orNull } from './shape/compound.ts';
import { object } from './shape/object.ts';
import type { Infer } from './shape/shape.ts';
import { anyOf, count, integer, name, number, text } from './shape/values.ts';

export { language, type Language };

/** What is remembered between starts. */
export const settings = object({
  theme: anyOf(['system', 'light', 'dark', 'contrast']),
  language: anyOf(['system', ...language.choices]),
  /** Size of the interface's text. */
  fontScale: number({ min: 0.8, max: 2 }),
  /** MiB that a file may take when it is opened whole, or normalized chunk by chunk. */
  memoryLimit: integer({ min: 128, max: 65_536 }),
  /** What a person called the axes of tensors that came without names, most recent first. */
  axes: list(object({ shape: list(count), axes: list(name) })),
  /** How reports are made up, by names of the person's own. */
  presets: list(preset, 100),
  /** The renderer's own state, opaque to the service: what was open, layer, view. */
  session: orNull(text()),
});
export type Settings = Infer<typeof settings>;

export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  language: 'system',
  fontScale: 1,
  memoryLimit: 512,
  axes: [],
  presets: [],
  session: null,
};
