import { BATCHES, TRUE_MEAN, TRAINED } from '../training/course.ts';
import { theme, viewState } from '../figure/state.ts';
import { localized, scene as lessonScene } from '../lessons/document.ts';
import type { LessonId } from '../lessons/lesson.ts';
import { LESSONS } from '../lessons/lessons.ts';
import { SHELVES } from '../norm/layerRow.ts';
import { pageFormat } from '../report/formats/reportFormat.ts';
import { preset } from '../report/preset.ts';
import { pictureScale } from '../report/picture.ts';
import { computeRequest, tensorRef, verifiedPair } from '../request.ts';
import { language } from '../settings.ts';
import { list, orNull } from '../shape/compound.ts';
import { object, optional, tagged } from '../shape/object.ts';
import type { Infer } from '../shape/shape.ts';
import { anyOf, constant, count, flag, integer, number, text } from '../shape/values.ts';

/** Most runs on one page. */
export const MOST_CARDS = 6;

const overview = object({
  kind: constant('overview'),
  tensor: tensorRef,
  /** Only layers of one family, or every layer; left out for those of torch.nn. */
  family: optional(anyOf(SHELVES)),
  theme,
});

const comparison = object({
  kind: constant('comparison'),
  runs: list(computeRequest, MOST_CARDS),
  view: viewState,
  /** Pinned cell: flat index into the tensor as it is stored. */
  cell: orNull(count),
  /** All outputs on one colour scale. */
  locked: flag,
});

const lesson = object({
  kind: constant('lesson'),
  lesson: anyOf<LessonId>(LESSONS.map(({ id }) => id)),
  view: viewState,
  cell: orNull(count),
});

const training = object({
  kind: constant('training'),
  /** PyTorch's: the share of the new batch; null is None. */
  momentum: orNull(number({ min: 0, max: 1 })),
  freezeFrom: orNull(integer({ min: 0, max: BATCHES - 1 })),
  /** BatchNorm1d when left out. */
  layer: optional(anyOf(TRAINED)),
  channel: integer({ min: 0, max: TRUE_MEAN.length - 1 }),
  /** The batch that was fed last, from 0. */
  step: integer({ min: 0, max: BATCHES - 1 }),
  theme,
});

/** One scene of a lesson, as its reader sees it. */
const scene = object({ kind: constant('scene'), title: localized, scene: lessonScene });

const verification = object({
  kind: constant('verification'),
  ...verifiedPair.fields,
  /** The entry that is drawn: explanations, then near misses. */
  entry: count,
  view: viewState,
});

const checkpoint = object({
  kind: constant('checkpoint'),
  /** Any tensor of the file. */
  tensor: tensorRef,
  against: optional(tensorRef),
  /** Prefix of the layer; null where none is shown. */
  layer: orNull(text()),
  channel: orNull(count),
  eps: number({ min: 0 }),
  theme,
});

/** What a page is about: enough to draw it again, and to compute what it shows. */
export const pageSubject = tagged('kind', {
  overview,
  comparison,
  lesson,
  scene,
  training,
  verification,
  checkpoint,
});
export type PageSubject = Infer<typeof pageSubject>;
export type PageKind = PageSubject['kind'];
export type SubjectOf<K extends PageKind> = Extract<PageSubject, { kind: K }>;

/** A page in one of its formats. */
export const pageRequest = object({
  subject: pageSubject,
  format: pageFormat,
  scale: pictureScale,
  language,
  /** Look, title, caption, letters and printed width of its picture. */
  preset: optional(preset),
});
export type PageRequest = Infer<typeof pageRequest>;
