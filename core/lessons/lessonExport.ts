import { language } from '../settings.ts';
import { object } from '../shape/object.ts';
import type { Infer } from '../shape/shape.ts';
import { anyOf } from '../shape/values.ts';
import { lessonDocument } from './document.ts';

/** What a lesson can be written as, to be taken along. */
export const lessonFormat = anyOf(['html', 'pdf', 'json']);

/** A lesson to be written. */
export const lessonExport = object({ lesson: lessonDocument, format: lessonFormat, language });
export type LessonExport = Infer<typeof lessonExport>;
