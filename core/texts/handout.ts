import type { Texts } from './texts.ts';

/** What a hand-out says beside its lesson: it has no window around it. */
export const handoutTexts = {
  'handout.previous': { en: 'Previous', ko: '이전' },
  'handout.next': { en: 'Next', ko: '다음' },
  'handout.print': { en: 'Print', ko: '인쇄' },
  'handout.reveal': { en: 'Show the answer', ko: '답 보기' },
  'handout.right': { en: 'Right.', ko: '맞습니다.' },
  'handout.wrong': { en: 'Not that one. Try again.', ko: '아닙니다. 다시 해 보세요.' },
  'handout.check': { en: 'Check', ko: '확인' },
  'handout.answer': { en: 'Your answer', ko: '답' },
  'handout.step': { en: 'Step', ko: '단계' },
  'handout.result': { en: 'result', ko: '결과' },
  'handout.value': { en: 'Value of {cell}', ko: '{cell}의 값' },
  'handout.reset': { en: 'As it was', ko: '원래대로' },
  'handout.colours': { en: 'Colours: groups or values', ko: '색: 그룹 또는 값' },
  'handout.turn': {
    en: 'Drag to turn, click a cell to follow it.',
    ko: '끌면 돌아가고, 칸을 누르면 그 칸을 따라갑니다.',
  },
  'handout.question': { en: 'Question {n}', ko: '문제 {n}' },
  'handout.questions': { en: 'Questions', ko: '문제' },
} as const satisfies Texts;
