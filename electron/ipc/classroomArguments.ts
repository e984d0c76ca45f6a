import { lessonDocument } from '../../core/lessons/document.ts';
import { examFormat, examResult } from '../../core/quiz/exam.ts';
import { tensorRef } from '../../core/request.ts';
import { language } from '../../core/settings.ts';
import { list, orNull } from '../../core/shape/compound.ts';
import { object } from '../../core/shape/object.ts';
import { flag, name, pattern, text } from '../../core/shape/values.ts';

/** Tensors of a scene's runs. */
export const sceneTensors = list(tensorRef, 6);

const drawnId = pattern(/^[0-9a-f-]{36}$/, 'an id of 36 hexadecimal digits and dashes');

/** Drafts are files: their names are drawn, and nothing else. */
const draftId = drawnId;

/** By it two windows of one presentation find each other. */
export const presentationKey = drawnId;

/** A draft as the window writes it; null when it is thrown away. */
export const lessonDraft = object({ id: draftId, text: orNull(text(64 * 2 ** 20)) });

export const lessonSave = object({
  lesson: lessonDocument,
  language,
  /** Where it lies already, by the name that the service gave the place. */
  place: orNull(name),
  /** Asks for the place even where there is one already. */
  as: flag,
});

export const examSave = object({ result: examResult, format: examFormat });
