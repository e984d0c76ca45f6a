import path from 'node:path';
import { localizedIn, readLesson, type LessonDocument } from '../../core/lessons/document.ts';
import { builtInLessons } from '../../core/lessons/documents/all.ts';
import { sceneTexts } from '../../core/lessons/sceneText.ts';
import { language as languages, type Language } from '../../core/settings.ts';
import type { Service } from '../service/service.ts';
import { isLesson, openLesson } from '../service/openLesson.ts';
import { textOf } from '../service/openReport.ts';
import { lessonOfDocument } from '../service/lessonOfDocument.ts';
import { parseFlags, type Flags } from './flags.ts';
import { checkEnding } from './inputFlags.ts';
import { choice } from './picture.ts';
import { countOf, kindsOf, seedOf } from './quizCommand.ts';
import { UsageError } from './usageError.ts';
import { checkApart, writeOutputs, type Output } from './writeOutputs.ts';

/** `lessons`: the built-in lessons by id, as text or JSON. */
export function lessons(words: readonly string[]): string {
  const { positional, switches } = parseFlags(words, { values: [], switches: ['json'] });
  if (positional.length > 0) throw new UsageError(`"${positional[0]}" is one word too many.`);
  const all = builtInLessons();
  if (switches.has('json'))
    return JSON.stringify(
      all.map(({ id, title, scenes }) => ({ id, title, scenes: scenes.length })),
      null,
      2,
    );
  return all
    .map(
      ({ id = '', title, scenes }) =>
        `${id.padEnd(20)}${localizedIn(title, 'en')} (${scenes.length})`,
    )
    .join('\n');
}

const OUTPUTS = ['html', 'pdf', 'worksheet', 'json'] as const;

/** `lesson`: a lesson as a hand-out, as pages, as its document, and a worksheet to it. @returns the paths written */
export async function lesson(service: Service, words: readonly string[]): Promise<string[]> {
  const flags = parseFlags(words, {
    values: [...OUTPUTS, 'questions', 'kinds', 'seed', 'language'],
    switches: [],
  });
  const [name, more] = flags.positional;
  if (name === undefined) throw new UsageError('lesson: expected the id of a lesson, or its file.');
  if (more !== undefined) throw new UsageError(`"${more}" is one word too many.`);
  const named = OUTPUTS.flatMap((flag) => {
    const file = flags.values.get(flag);
    return file === undefined ? [] : [{ flag, file }];
  });
  for (const { flag, file } of named)
    checkEnding(`--${flag}`, file, flag === 'worksheet' ? 'pdf' : flag);
  if (named.length === 0)
    throw new UsageError(
      `lesson: expected one of ${OUTPUTS.map((flag) => `--${flag}`).join(', ')}.`,
    );
  const language = choice(flags, 'language', languages, 'en');
  const document = await lessonNamed(service, name);
  // what a text names must be there in every scene, before anything is written
  for (const scene of document.scenes) sceneTexts(scene, language);
  const outputs: Output[] = [];
  for (const { flag, file } of named)
    outputs.push({ file, bytes: await bytesOf(service, flag, document, flags, language) });
  await checkApart(
    name.endsWith('.json') ? [{ file: name, flag: 'the lesson' }] : [],
    named.map(({ flag, file }) => ({ file, flag: `--${flag}` })),
  );
  await writeOutputs(outputs);
  return outputs.map(({ file }) => file);
}

/** A built-in lesson by id, one from a file, or a report's file as one. @throws InputError of the file, UsageError for an unknown id */
async function lessonNamed(service: Service, name: string): Promise<LessonDocument> {
  const builtIn = builtInLessons();
  const found = builtIn.find(({ id }) => id === name);
  if (found) return found;
  if (!name.endsWith('.json')) {
    const known = builtIn.map(({ id }) => id).join(', ');
    throw new UsageError(
      `There is no lesson "${name}": expected a file that ends in .json, or one of ${known}.`,
    );
  }
  if (await isLesson(name)) return openLesson(name, name);
  const text = await textOf(name, name);
  // a report or a page is a lesson of its own; what is neither says that it is no lesson
  if (!/"schemaVersion"|"normscope-(page|handout)"/.test(text)) return readLesson(text);
  const opened = await service.openDocument(name);
  return lessonOfDocument(service.tensors, opened, path.parse(name).name);
}

function bytesOf(
  service: Service,
  flag: (typeof OUTPUTS)[number],
  document: LessonDocument,
  flags: Flags,
  language: Language,
): Promise<Uint8Array> {
  if (flag !== 'worksheet') return service.lesson({ lesson: document, format: flag, language });
  return service.quiz({
    kinds: kindsOf(flags),
    count: countOf(flags, 'questions', '8'),
    seed: seedOf(flags),
    format: 'worksheet',
    language,
    title: localizedIn(document.title, language),
  });
}
