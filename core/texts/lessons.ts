import type { Texts } from './texts.ts';

/** The screen of the lessons; their own texts stand beside it, a file for each of their groups. */
export const lessonsTexts = {
  'lessons.list': { en: 'What learners get wrong', ko: '흔히 하는 오해' },
  'lessons.facts': { en: 'The numbers', ko: '실제 숫자' },
  'lessons.identical': { en: '0 (identical)', ko: '0 (같음)' },
  'lessons.pick': { en: 'This one', ko: '이것' },
  'lessons.reveal': { en: 'Show the answer', ko: '답 보기' },
  'lessons.right': { en: 'Right.', ko: '맞습니다.' },
  'lessons.wrong': {
    en: 'Not that one. Look again at the axes with Σ.',
    ko: '아닙니다. Σ가 붙은 축을 다시 보세요.',
  },
  'lessons.difference': { en: 'A − B: {a} − {b}', ko: 'A − B: {a} − {b}' },
  'lessons.before': { en: 'before', ko: '이전' },
  'lessons.after': { en: 'after this batch', ko: '이 배치 뒤' },
  'lessons.explore': { en: 'Open in Explore', ko: '탐색에서 열기' },
  'lessons.next': { en: 'Next lesson', ko: '다음' },
  'lessons.previous': { en: 'Previous lesson', ko: '이전' },
} as const satisfies Texts;
