import { quizKind, QUIZ_KINDS, type QuizKind } from '../../core/quiz/question.ts';
import { MOST_QUESTIONS, MOST_SEED } from '../../core/quiz/quizExport.ts';
import { language as languages } from '../../core/settings.ts';
import { anyOf, integer } from '../../core/shape/values.ts';
import type { Infer } from '../../core/shape/shape.ts';
import type { Service } from '../service/service.ts';
import { numberOf, parseFlags, shapedOf, type Flags } from './flags.ts';
import { checkEnding } from './inputFlags.ts';
import { choice } from './picture.ts';
import { UsageError } from './usageError.ts';
import { writeOutputs } from './writeOutputs.ts';

/** What `quiz --format` writes; a worksheet goes with a lesson. */
export const quizFormat = anyOf(['moodle', 'gift', 'qti', 'json']);

/** What the files of a school's system end in. */
const ENDINGS: Readonly<Record<Infer<typeof quizFormat>, string>> = {
  moodle: 'xml',
  gift: 'txt',
  qti: 'zip',
  json: 'json',
};

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
  checkEnding('--out', out, ENDINGS[format]);
  const language = choice(flags, 'language', languages, 'en');
  const bytes = await service.quiz({
    kinds: kindsOf(flags),
    count: countOf(flags, 'count', '12'),
    seed: seedOf(flags),
    format,
    language,
  });
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
