import type { Texts } from './texts.ts';

/** The speaker's own window: it has no desk, and says little. */
export const speakerTexts = {
  'speaker.title': { en: 'Normscope: speaker view', ko: 'Normscope: 발표자 화면' },
  'speaker.waiting': {
    en: 'Nothing is presented. Start a lesson with F5.',
    ko: '발표 중인 레슨이 없습니다. F5로 레슨을 시작하세요.',
  },
  'speaker.now': { en: 'What the class sees', ko: '학생들이 보는 화면' },
  'speaker.notes': { en: 'Notes', ko: '메모' },
  'speaker.noNotes': { en: 'No notes for this scene.', ko: '이 장면에는 메모가 없습니다.' },
  'speaker.next': { en: 'Next', ko: '다음' },
  'speaker.last': { en: 'This is the last scene.', ko: '마지막 장면입니다.' },
  'speaker.blank': { en: 'The screen is black.', ko: '화면이 검게 꺼져 있습니다.' },
  'speaker.clock': { en: 'Time of day', ko: '현재 시각' },
  'speaker.reset': {
    en: 'Time since the beginning; click for 0',
    ko: '시작한 뒤 지난 시간, 누르면 0',
  },
  'speaker.go.previous': { en: '← Back', ko: '← 이전' },
  'speaker.go.next': { en: 'Next →', ko: '다음 →' },
  'speaker.go.blank': { en: 'Black screen', ko: '검은 화면' },
} as const satisfies Texts;
