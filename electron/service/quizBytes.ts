import { writeZip } from '../../core/io/writeZip.ts';
import { worksheetPages } from '../../core/pages/worksheet.ts';
import { gift } from '../../core/quiz/export/gift.ts';
import { quizJson } from '../../core/quiz/export/json.ts';
import type { Drawn } from '../../core/quiz/export/markup.ts';
import { moodleXml } from '../../core/quiz/export/moodle.ts';
import { qtiPackage } from '../../core/quiz/export/qti.ts';
import { quizOf } from '../../core/quiz/make.ts';
import { questionFigure } from '../../core/quiz/picture.ts';
import type { Question } from '../../core/quiz/question.ts';
import type { QuizExport } from '../../core/quiz/quizExport.ts';
import { tell, told } from '../../core/quiz/told.ts';
import type { Language } from '../../core/settings.ts';
import { pdfOf, type Draws } from './lessonBytes.ts';
import { bytesOf } from './pictureBytes.ts';

/** Questions by seed as a school's program takes them, as data, or on paper: the same seed gives the same bytes. */
export async function quizBytes(
  service: Draws,
  { kinds, count, seed, format, language, title: named }: QuizExport,
): Promise<Uint8Array> {
  const questions = quizOf(kinds, count, seed);
  const title = `Normscope ${seed}`;
  switch (format) {
    case 'moodle':
      return bytesOf(moodleXml(await drawn(service, questions, language), language, title));
    case 'qti':
      return writeZip(qtiPackage(await drawn(service, questions, language), language, title));
    case 'gift':
      return bytesOf(gift(questions, language, title));
    case 'json':
      return bytesOf(quizJson(questions, language, seed));
    case 'worksheet': {
      const sheet = tell(told('quiz.sheet.title'), language);
      const about = named ? `${sheet}: ${named}` : sheet;
      const pages = worksheetPages(questions, { title: about, language, seed, made: 'Normscope' });
      return pdfOf(service, pages, about, language);
    }
    default:
      return format satisfies never;
  }
}

/** Pixels per CSS pixel of a question's picture: sharp on a projector. */
const SCALE = 2;

async function drawn(
  service: Draws,
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
