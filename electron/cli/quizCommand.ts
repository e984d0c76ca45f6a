import { writeZip } from '../../core/io/writeZip.ts';
import { gift } from '../../core/quiz/export/gift.ts';
import { quizJson } from '../../core/quiz/export/json.ts';
import type { Drawn } from '../../core/quiz/export/markup.ts';
import { moodleXml } from '../../core/quiz/export/moodle.ts';
import { qtiPackage } from '../../core/quiz/export/qti.ts';
import { quizOf } from '../../core/quiz/make.ts';
import { questionFigure } from '../../core/quiz/picture.ts';
import { quizKind, QUIZ_KINDS, type Question, type QuizKind } from '../../core/quiz/question.ts';
import { language as languages, type Language } from '../../core/settings.ts';
import { anyOf, integer } from '../../core/shape/values.ts';
import type { Infer } from '../../core/shape/shape.ts';
import type { Service } from '../service/service.ts';
import { numberOf, parseFlags, shapedOf, type Flags } from './flags.ts';
import { choice } from './picture.ts';
import { UsageError } from './usageError.ts';
import { writeOutputs } from './writeOutputs.ts';

export const quizFormat = anyOf(['moodle', 'gift', 'qti', 'json']);
type QuizFormat = Infer<typeof quizFormat>;

const MOST_QUESTIONS = 1000;
const MOST_SEED = 2 ** 32 - 1;

/** `quiz`: questions by seed, for a school's program or as data. @returns the path written */
export async function quiz(service: Service, words: readonly string[]): Promise<string[]> {
  const flags = parseFlags(words, {
    values: ['kinds', 'count', 'seed', 'format', 'out', 'language'],
    switches: [],
  });
  if (flags.positional.length > 0)
    throw new UsageError(`"${flags.positional[0]}" is one word too many.`);
  const out = flags.values.get('out');
  if (out === undefined) throw new UsageError('--out: expected a file for the quiz.');
  const format = choice(flags, 'format', quizFormat, 'moodle');
  const language = choice(flags, 'language', languages, 'en');
  const seed = seedOf(flags);
  const questions = quizOf(kindsOf(flags), countOf(flags, 'count', '12'), seed);
  const bytes = await quizBytes(service, questions, { format, language, seed });
  await writeOutputs([{ file: out, bytes }]);
  return [out];
}

/** The seed of everything that a command draws. */
export function seedOf(flags: Flags): number {
  const value = numberOf('seed', flags.values.get('seed') ?? '1');
  return shapedOf('seed', integer({ min: 0, max: MOST_SEED }), value);
}

/** How many questions. */
export function countOf(flags: Flags, flag: string, otherwise: string): number {
  const value = numberOf(flag, flags.values.get(flag) ?? otherwise);
  return shapedOf(flag, integer({ min: 1, max: MOST_QUESTIONS }), value);
}

/** Kinds with commas between; all where none are named. */
export function kindsOf(flags: Flags): readonly QuizKind[] {
  const text = flags.values.get('kinds');
  if (text === undefined) return QUIZ_KINDS;
  return text.split(',').map((word) => shapedOf('kinds', quizKind, word.trim()));
}

async function quizBytes(
  service: Pick<Service, 'draw'>,
  questions: readonly Question[],
  {
    format,
    language,
    seed,
  }: { readonly format: QuizFormat; readonly language: Language; readonly seed: number },
): Promise<Uint8Array> {
  const text = (content: string) => new TextEncoder().encode(content);
  const title = `Normscope ${seed}`;
  switch (format) {
    case 'moodle':
      return text(moodleXml(await drawn(service, questions, language), language, title));
    case 'qti':
      return writeZip(qtiPackage(await drawn(service, questions, language), language, title));
    case 'gift':
      return text(gift(questions, language, title));
    case 'json':
      return text(quizJson(questions, language, seed));
    default:
      return format satisfies never;
  }
}

/** Pixels per CSS pixel of a question's picture: sharp on a projector. */
const SCALE = 2;

async function drawn(
  service: Pick<Service, 'draw'>,
  questions: readonly Question[],
  language: Language,
): Promise<Drawn[]> {
  const all: Drawn[] = [];
  for (const question of questions) {
    const figure = questionFigure(question, language);
    all.push({
      question,
      png: figure ? await service.draw({ kind: 'png', figure, scale: SCALE }) : null,
    });
  }
  return all;
}
