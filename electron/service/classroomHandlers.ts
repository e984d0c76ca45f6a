import { InputError } from '../../core/errors.ts';
import { MOST_CELLS, localizedIn, type SceneRun } from '../../core/lessons/document.ts';
import type { LessonExport } from '../../core/lessons/lessonExport.ts';
import { examCsv, examJson, type ExamFormat, type ExamResult } from '../../core/quiz/exam.ts';
import type { QuizExport, QuizFormat } from '../../core/quiz/quizExport.ts';
import type { TensorRef } from '../../core/request.ts';
import { CLASSROOM_KINDS } from '../../core/texts/shell.ts';
import type { Handlers } from '../ipc/dispatch.ts';
import type { Host } from './host.ts';
import type { LessonDrafts } from './lessonDrafts.ts';
import type { LessonPlaces } from './lessonPlaces.ts';
import { bytesOf } from './pictureBytes.ts';
import type { TensorStore } from './tensors.ts';
import { fileStem } from './exportName.ts';

/** What a classroom needs of the service. */
export interface Classroom {
  readonly tensors: TensorStore;
  readonly lesson: (request: LessonExport) => Promise<Uint8Array>;
  readonly quiz: (request: QuizExport) => Promise<Uint8Array>;
  readonly drafts: LessonDrafts;
  readonly places: LessonPlaces;
}

type Answers = Pick<
  Handlers,
  | 'lesson.tensors'
  | 'lesson.export'
  | 'lesson.save'
  | 'lesson.drafts'
  | 'lesson.keep'
  | 'quiz.export'
  | 'exam.save'
  | 'window.speaker'
>;

/** Answers what lessons, quizzes and exams ask for. */
export function classroomHandlers(classroom: Classroom, host: Host): Answers {
  const { tensors, lesson, quiz, drafts, places } = classroom;

  return {
    'lesson.tensors': (refs) => Promise.all(refs.map((ref) => sceneTensor(tensors, ref))),
    'lesson.export': async (request) =>
      host.saveFile({
        name: lessonName(localizedIn(request.lesson.title, request.language), request.format),
        extension: request.format,
        description: CLASSROOM_KINDS[request.format][request.language],
        bytes: await lesson(request),
      }),
    'lesson.save': async ({ lesson: document, language, place, as }) => {
      const file = {
        name: lessonName(localizedIn(document.title, language), 'lesson.normscope.json'),
        extension: 'json',
        description: CLASSROOM_KINDS.lesson[language],
        bytes: await lesson({ lesson: document, format: 'json', language }),
      };
      const known = as || place === null ? null : places.of(host, place);
      const saved =
        known !== null && host.saveOver
          ? await host.saveOver(known, file)
          : await host.saveFile(file);
      return saved && { ...saved, place: places.add(host, saved.path) };
    },
    'lesson.drafts': () => drafts.list(),
    'lesson.keep': async ({ id, text }) => {
      await drafts.keep(id, text);
      return true as const;
    },
    'quiz.export': async (request) =>
      host.saveFile({
        name: quizName(request),
        extension: ENDINGS[request.format].split('.').at(-1)!,
        description: CLASSROOM_KINDS[request.format][request.language],
        bytes: await quiz(request),
      }),
    'exam.save': ({ result, format }) =>
      host.saveFile({
        name: examName(result, format),
        extension: format,
        description: CLASSROOM_KINDS[format][result.language],
        bytes: bytesOf(format === 'csv' ? examCsv(result) : examJson(result)),
      }),
    'window.speaker': async (key) => (await host.speaker?.(key)) ?? false,
  };
}

/**
 * A tensor as a scene holds it: an example by its name, one of a file with its values, for a handle ends with the service.
 * @throws InputError lesson-large
 */
export async function sceneTensor(
  tensors: TensorStore,
  ref: TensorRef,
): Promise<SceneRun['tensor']> {
  if (ref.kind === 'example') return ref;
  const { shape, axes, name } = tensors.info(ref);
  const cells = shape.reduce((product, size) => product * size, 1);
  if (cells > MOST_CELLS)
    throw new InputError(
      'lesson-large',
      `${name} has ${cells} values; a lesson brings along at most ${MOST_CELLS}. Open a part of it, and add that.`,
      { name, cells, most: MOST_CELLS },
    );
  const { tensor } = await tensors.get(ref);
  return { kind: 'values', shape, axes, values: Array.from(tensor.data) };
}

const ENDINGS: Readonly<Record<QuizFormat, string>> = {
  moodle: 'xml',
  gift: 'gift.txt',
  qti: 'zip',
  json: 'json',
  worksheet: 'pdf',
};

/** A file name to suggest for a lesson. */
function lessonName(title: string, ending: string): string {
  return `${plain(title, 'lesson')}.${ending}`;
}

/** A file name to suggest for a quiz: its seed tells it from others. */
function quizName({ format, seed }: Pick<QuizExport, 'format' | 'seed'>): string {
  return `${format === 'worksheet' ? 'worksheet' : 'quiz'}-${seed}.${ENDINGS[format]}`;
}

/** A file name to suggest for a result, so that those of a class lie side by side. */
function examName({ student, setting }: ExamResult, format: ExamFormat): string {
  return `exam-${setting.seed}-${plain(student, 'student')}.${format}`;
}

function plain(name: string, otherwise: string): string {
  const words = fileStem(name).replace(/^[._]+|[._]+$/g, '');
  return words.slice(0, 80) || otherwise;
}
