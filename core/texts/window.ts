import { appTexts } from './app.ts';
import { checkpointTexts } from './checkpoint.ts';
import { classroomTexts } from './classroom.ts';
import { compareTexts } from './compare.ts';
import { designerTexts } from './designer.ts';
import { editorTexts } from './editor.ts';
import { exploreTexts } from './explore.ts';
import { filesTexts } from './files.ts';
import { insightTexts } from './insight.ts';
import { largeTexts } from './large.ts';
import { layersTexts } from './layers.ts';
import { layoutLessonsTexts } from './layoutLessons.ts';
import { lessonsTexts } from './lessons.ts';
import { makeTexts } from './make.ts';
import { neighbourLessonsTexts } from './neighbourLessons.ts';
import { runningLessonsTexts } from './runningLessons.ts';
import { practiceTexts } from './practice.ts';
import { sliceTexts } from './slice.ts';
import { stageTexts } from './stage.ts';
import { trainingTexts } from './training.ts';
import { verifyTexts } from './verify.ts';
import type { Texts } from './texts.ts';

/** Every text of the window, by screen; a text is added to the file of its screen, in both languages. */
export const WINDOW_TEXTS = {
  ...appTexts,
  ...checkpointTexts,
  ...classroomTexts,
  ...compareTexts,
  ...designerTexts,
  ...editorTexts,
  ...exploreTexts,
  ...filesTexts,
  ...insightTexts,
  ...largeTexts,
  ...layersTexts,
  ...layoutLessonsTexts,
  ...lessonsTexts,
  ...makeTexts,
  ...neighbourLessonsTexts,
  ...practiceTexts,
  ...runningLessonsTexts,
  ...sliceTexts,
  ...stageTexts,
  ...trainingTexts,
  ...verifyTexts,
} as const satisfies Texts;

export type MessageKey = keyof typeof WINDOW_TEXTS;
