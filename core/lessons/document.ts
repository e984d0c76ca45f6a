import { InputError } from '../errors.ts';
import { moment, viewState, type ViewState } from '../figure/state.ts';
import { layerSpec } from '../norm/layerSpec.ts';
import { axisNames, edits, exampleRef, parameters } from '../request.ts';
import { described, list, pair } from '../shape/compound.ts';
import { object, optional, partial, pick, tagged } from '../shape/object.ts';
import { jsonSchema, parse, type Infer, type JsonSchema } from '../shape/shape.ts';
import {
  anyOf,
  constant,
  count,
  flag,
  integer,
  name,
  number,
  real,
  text,
} from '../shape/values.ts';
import { factRow } from './factRow.ts';

export const LESSON_FORMAT = 'normscope-lesson';
const LESSON_VERSION = 1;

const MOST_SCENES = 200;
const MOST_RUNS = 6;
/** Most values of a tensor that a lesson brings along. */
export const MOST_CELLS = 100_000;

/** A text in one language or in two. */
export const localized = object({ en: optional(text(20_000)), ko: optional(text(20_000)) });
export type Localized = Infer<typeof localized>;

/** A tensor that a lesson brings along. */
const valuesRef = object({
  kind: constant('values'),
  shape: list(count, 8, 1),
  axes: axisNames,
  values: list(real, MOST_CELLS),
});

const run = object({
  id: name,
  name: optional(localized),
  tensor: tagged('kind', { example: exampleRef, values: valuesRef }),
  layout: optional(axisNames),
  edits: optional(edits),
  spec: layerSpec,
  state: optional(parameters),
});
export type SceneRun = Infer<typeof run>;

const question = object({
  ask: localized,
  answer: tagged('pick', {
    run: object({ pick: constant('run'), run: name }),
    cell: object({ pick: constant('cell'), cells: list(count, MOST_CELLS) }),
    number: object({ pick: constant('number'), fact: name, tolerance: number({ min: 0 }) }),
  }),
});

const fact = object({ ...factRow.fields, label: optional(localized) });
export type SceneFact = Infer<typeof fact>;

/** What of a view belongs to a scene, whoever looks at it. */
const VIEWED = ['yaw', 'pitch', 'zoom', 'explode', 'colour', 'fourD'] as const;

export const scene = object({
  title: optional(localized),
  runs: list(run, MOST_RUNS, 1),
  /** Flat index, in the stored order of the first run's tensor. */
  pinned: optional(count),
  /** Left out for the finished result. */
  step: optional(moment),
  view: optional(partial(pick(viewState, VIEWED))),
  /** Two runs whose difference is drawn beside them. */
  difference: optional(pair(count, count)),
  changes: optional(list(pair(count, count), MOST_RUNS)),
  running: optional(flag),
  facts: optional(list(fact, 64)),
  text: described(
    'Names of facts in braces are replaced by their values, which are computed from the scene: those of `facts`, and of the first run layer, call, shape, axes, n, groups, reduced, kept, cell, x, y, mean, variance, unbiased, deviation.',
    localized,
  ),
  notes: optional(localized),
  question: optional(question),
  /** What is not shown before the class has answered. */
  hidden: optional(list(anyOf(['output', 'facts', 'text']), 3)),
});
export type Scene = Infer<typeof scene>;

/** A view as a scene keeps it. */
export function sceneView(view: Partial<ViewState>): NonNullable<Scene['view']> {
  return Object.fromEntries(
    VIEWED.flatMap((name) => (view[name] === undefined ? [] : [[name, view[name]]])),
  );
}

/** A lesson as a document: what editor, presenter, hand-out, quiz and tests know of it. */
export const lessonDocument = object({
  format: constant(LESSON_FORMAT),
  version: constant(LESSON_VERSION),
  id: optional(name),
  title: localized,
  scenes: list(scene, MOST_SCENES, 1),
});
export type LessonDocument = Infer<typeof lessonDocument>;

/** A lesson of these scenes. @param id  of one that comes with the program */
export function lessonFrom(
  title: Localized,
  scenes: readonly Scene[],
  id?: string,
): LessonDocument {
  return {
    format: LESSON_FORMAT,
    version: LESSON_VERSION,
    ...(id !== undefined && { id }),
    title,
    scenes,
  };
}

const headOf = object({ format: constant(LESSON_FORMAT), version: integer({ min: 1 }) }, 'open');

/**
 * A lesson from its file's text.
 * @throws InputError lesson-json, lesson-format, lesson-newer, and badRequest with the path of what is wrong
 */
export function readLesson(json: string): LessonDocument {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    throw new InputError(
      'lesson-json',
      `The lesson is no JSON (${reason}). Open a file that Normscope saved as a lesson.`,
      { reason },
    );
  }
  let version: number;
  try {
    ({ version } = headOf.read(value));
  } catch {
    throw new InputError(
      'lesson-format',
      `The file is no lesson: expected "format": "${LESSON_FORMAT}" and a version. Open a file that Normscope saved as a lesson.`,
    );
  }
  if (version > LESSON_VERSION)
    throw new InputError(
      'lesson-newer',
      `The lesson is of version ${version}, this program reads versions up to ${LESSON_VERSION}. Open it with a newer Normscope.`,
      { version, known: LESSON_VERSION },
    );
  return parse(lessonDocument, value, 'lesson');
}

/** A lesson as its file's text. */
export function writeLesson(document: LessonDocument): string {
  return `${JSON.stringify(document, jsonNumbers, 2)}\n`;
}

/** What JSON has no word for, by its name. */
function jsonNumbers(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

/** The JSON Schema of a lesson. */
export function lessonSchema(): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Normscope lesson',
    ...jsonSchema(lessonDocument),
  };
}

/** The text in a language, or in the other one where it has none. */
export function localizedIn(texts: Localized | undefined, language: 'en' | 'ko'): string {
  return texts?.[language] ?? texts?.[language === 'en' ? 'ko' : 'en'] ?? '';
}
