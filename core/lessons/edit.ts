import type { LessonDocument, Scene } from './document.ts';

/** The lesson with a scene changed. */
export function withScene(
  lesson: LessonDocument,
  at: number,
  change: (scene: Scene) => Scene,
): LessonDocument {
  return { ...lesson, scenes: lesson.scenes.map((scene, i) => (i === at ? change(scene) : scene)) };
}

/** The lesson with scenes put in before a place. */
export function withScenesAt(
  lesson: LessonDocument,
  at: number,
  scenes: readonly Scene[],
): LessonDocument {
  return { ...lesson, scenes: lesson.scenes.toSpliced(at, 0, ...scenes) };
}

/** The lesson without a scene; the last one stays. */
export function withoutScene(lesson: LessonDocument, at: number): LessonDocument {
  if (lesson.scenes.length < 2) return lesson;
  return { ...lesson, scenes: lesson.scenes.toSpliced(at, 1) };
}

/** The lesson with a scene at another place. */
export function withSceneMoved(lesson: LessonDocument, from: number, to: number): LessonDocument {
  const scene = lesson.scenes[from];
  if (!scene || to < 0 || to >= lesson.scenes.length) return lesson;
  return { ...lesson, scenes: lesson.scenes.toSpliced(from, 1).toSpliced(to, 0, scene) };
}

/** The id of the fact that a question about a number asks for. */
export const ASKED_FACT = 'asked';

/** What a question can ask for as a number: of the followed cell, or of its statistic. */
export const ASKED_NUMBERS = [
  'mean',
  'variance',
  'unbiased',
  'deviation',
  'y',
  'groups',
  'size',
] as const;
export type AskedNumber = (typeof ASKED_NUMBERS)[number];

export type Pick = 'none' | NonNullable<Scene['question']>['answer']['pick'];

/** Half a unit of the fourth decimal is lost by writing it; a student may lose as much again. */
const TOLERANCE = 0.0005;

/** The scene with a question of another kind, or none; its words stay as far as they can. */
export function withQuestion(scene: Scene, pick: Pick): Scene {
  const { question, facts, ...rest } = scene;
  const others = facts?.filter(({ id }) => id !== ASKED_FACT) ?? [];
  const plain: Scene = { ...rest, ...(others.length > 0 && { facts: others }) };
  if (pick === 'none') return plain;
  const ask = question?.ask ?? {};
  switch (pick) {
    case 'run':
      return {
        ...plain,
        question: { ask, answer: { pick, run: scene.runs[0]?.id ?? '' } },
      };
    case 'cell':
      return { ...plain, question: { ask, answer: { pick, cells: [] } } };
    case 'number':
      return asking(plain, ask, 'mean', TOLERANCE);
    default:
      return pick satisfies never;
  }
}

/** The scene asking for another number, or with another tolerance. */
export function asking(
  scene: Scene,
  ask: NonNullable<Scene['question']>['ask'],
  of: AskedNumber,
  tolerance: number,
): Scene {
  const others = scene.facts?.filter(({ id }) => id !== ASKED_FACT) ?? [];
  const cell = scene.pinned === undefined ? {} : { cell: scene.pinned };
  return {
    ...scene,
    facts: [...others, { id: ASKED_FACT, of, run: 0, ...cell }],
    question: { ask, answer: { pick: 'number', fact: ASKED_FACT, tolerance } },
  };
}

/** The scene with a cell marked as right, or no longer. */
export function withCellMarked(scene: Scene, cell: number): Scene {
  const { question } = scene;
  if (question?.answer.pick !== 'cell') return scene;
  const { cells } = question.answer;
  const next = cells.includes(cell) ? cells.filter((one) => one !== cell) : [...cells, cell];
  return {
    ...scene,
    question: { ...question, answer: { pick: 'cell', cells: next.sort((a, b) => a - b) } },
  };
}
