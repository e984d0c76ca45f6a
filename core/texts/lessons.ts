import type { Texts } from './texts.ts';

/** The screen of the lessons; their own texts stand beside it, a file for each of their groups. */
export const lessonsTexts = {
  'lessons.list': { en: 'What learners get wrong', ko: '흔히 하는 오해' },
  'lessons.facts': { en: 'The numbers', ko: '실제 숫자' },
  'lessons.identical': { en: '0 (identical)', ko: '0 (같음)' },
  'lessons.explore': { en: 'Open in Explore', ko: '탐색에서 열기' },
  'lessons.next': { en: 'Next lesson', ko: '다음' },
  'lessons.previous': { en: 'Previous lesson', ko: '이전' },
} as const satisfies Texts;
