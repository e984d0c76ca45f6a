import type { ExamFormat, ExamResult } from '../../core/quiz/exam.ts';
import type { QuizExport, QuizFormat } from '../../core/quiz/quizExport.ts';
import type { Language } from '../../core/settings.ts';

type Kind = 'html' | 'pdf' | 'lesson' | 'csv' | QuizFormat;

/** What a save dialog calls the files of a classroom. */
export const CLASSROOM_KINDS: Readonly<Record<Kind, Readonly<Record<Language, string>>>> = {
  lesson: { en: 'Normscope lesson', ko: 'Normscope 레슨' },
  html: { en: 'Hand-out', ko: '유인물' },
  pdf: { en: 'PDF document', ko: 'PDF 문서' },
  csv: { en: 'Table', ko: '표' },
  json: { en: 'JSON document', ko: 'JSON 문서' },
  moodle: { en: 'Moodle questions', ko: 'Moodle 문제' },
  gift: { en: 'GIFT questions', ko: 'GIFT 문제' },
  qti: { en: 'QTI package', ko: 'QTI 꾸러미' },
  worksheet: { en: 'Worksheet', ko: '연습지' },
};

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
  const words = name.replace(/[^\p{L}\p{N}._-]+/gu, '_').replace(/^[._]+|[._]+$/g, '');
  return words.slice(0, 80) || otherwise;
}
