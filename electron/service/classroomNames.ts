import type { ExamFormat, ExamResult } from '../../core/quiz/exam.ts';
import type { QuizExport, QuizFormat } from '../../core/quiz/quizExport.ts';
import { fileStem } from './exportName.ts';

const ENDINGS: Readonly<Record<QuizFormat, string>> = {
  moodle: 'xml',
  gift: 'gift.txt',
  qti: 'zip',
  json: 'json',
  worksheet: 'pdf',
};

/** A file name to suggest for a lesson. */
export function lessonName(title: string, ending: string): string {
  return `${plain(title, 'lesson')}.${ending}`;
}

/** A file name to suggest for a quiz: its seed tells it from others. */
export function quizName({ format, seed }: Pick<QuizExport, 'format' | 'seed'>): string {
  return `${format === 'worksheet' ? 'worksheet' : 'quiz'}-${seed}.${ENDINGS[format]}`;
}

/** A file name to suggest for a result, so that those of a class lie side by side. */
export function examName({ student, setting }: ExamResult, format: ExamFormat): string {
  return `exam-${setting.seed}-${plain(student, 'student')}.${format}`;
}

function plain(name: string, otherwise: string): string {
  const words = fileStem(name).replace(/^[._]+|[._]+$/g, '');
  return words.slice(0, 80) || otherwise;
}
