import type { QuizFormat } from '../../../core/quiz/quizExport.ts';
import type { Desk } from '../../ui/desk.svelte.ts';
import { callHost } from '../../ui/host.ts';
import type { Quizzing } from './quizzing.svelte.ts';

/** Writes the questions of the chosen kinds by their seed. */
export async function exportQuiz(
  desk: Desk,
  { kinds, count, seed }: Quizzing,
  format: QuizFormat,
): Promise<void> {
  const { language } = desk.i18n;
  await desk.saved(callHost(desk.api, 'quiz.export', { kinds, count, seed, format, language }));
}
