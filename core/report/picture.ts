import { language } from '../settings.ts';
import { preset } from './preset.ts';
import { object, optional } from '../shape/object.ts';
import type { Infer } from '../shape/shape.ts';
import { number } from '../shape/values.ts';

/** Pixels per CSS pixel of a PNG. */
export const pictureScale = number({ min: 1, max: 4 });

/** How a document's pictures were asked for: with its view enough to make them again. */
export const picture = object({ language, scale: pictureScale, preset: optional(preset) }, 'open');
export type Picture = Infer<typeof picture>;

/** Of documents that do not say. */
export const USUAL_PICTURE: Picture = { language: 'en', scale: 2 };
