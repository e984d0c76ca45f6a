import type { Texts } from './texts.ts';

/** What the shell itself says, in dialogs of its own. */
export const SHELL_TEXTS = {
  windowGone: { en: 'The window stopped working.', ko: '창이 작동을 멈췄습니다.' },
  windowFailed: { en: 'The window could not be loaded.', ko: '창을 불러올 수 없습니다.' },
  windowHangs: { en: 'The window does not answer.', ko: '창이 응답하지 않습니다.' },
  mainFailed: {
    en: 'Normscope ran into an error and has to close.',
    ko: '오류가 발생하여 Normscope를 종료해야 합니다.',
  },
  log: { en: 'Details', ko: '자세한 내용' },
  reload: { en: 'Reload', ko: '다시 불러오기' },
  wait: { en: 'Wait', ko: '기다리기' },
  quit: { en: 'Quit', ko: '종료' },
  workEnded: { en: 'The computation has ended.', ko: '계산이 끝났습니다.' },
  openTitle: { en: 'Open tensor', ko: '텐서 열기' },
  saveTitle: { en: 'Export', ko: '내보내기' },
  tensorFiles: { en: 'Tensors and reports', ko: '텐서와 보고서' },
  unsaved: {
    en: 'Save the changes to {name}?',
    ko: '{name}의 변경 사항을 저장할까요?',
  },
  unsavedDetail: {
    en: 'Without saving, they are lost.',
    ko: '저장하지 않으면 사라집니다.',
  },
  untitled: { en: 'Untitled', ko: '제목 없음' },
  save: { en: 'Save', ko: '저장' },
  discard: { en: "Don't save", ko: '저장 안 함' },
  cancel: { en: 'Cancel', ko: '취소' },
  allFiles: { en: 'All files', ko: '모든 파일' },
} as const satisfies Texts;

/** What a save dialog calls the kinds of files. */
export const EXPORT_KINDS = {
  png: { en: 'PNG picture', ko: 'PNG 그림' },
  svg: { en: 'SVG drawing', ko: 'SVG 그림' },
  json: { en: 'JSON report', ko: 'JSON 보고서' },
  pdf: { en: 'PDF document', ko: 'PDF 문서' },
  md: { en: 'Markdown text', ko: 'Markdown 문서' },
  ipynb: { en: 'Jupyter notebook', ko: 'Jupyter 노트북' },
  webm: { en: 'WebM film', ko: 'WebM 동영상' },
  gif: { en: 'Animated GIF', ko: '움직이는 GIF' },
  py: { en: 'Python program', ko: 'Python 프로그램' },
  preset: { en: 'Preset of reports', ko: '보고서 프리셋' },
  npy: { en: 'NumPy array', ko: 'NumPy 배열' },
  npz: { en: 'NumPy arrays', ko: 'NumPy 배열' },
} as const satisfies Texts;

/** The same of the files of a classroom. */
export const CLASSROOM_KINDS = {
  lesson: { en: 'Normscope lesson', ko: 'Normscope 레슨' },
  html: { en: 'Hand-out', ko: '유인물' },
  pdf: { en: 'PDF document', ko: 'PDF 문서' },
  csv: { en: 'Table', ko: '표' },
  json: { en: 'JSON document', ko: 'JSON 문서' },
  moodle: { en: 'Moodle questions', ko: 'Moodle 문제' },
  gift: { en: 'GIFT questions', ko: 'GIFT 문제' },
  qti: { en: 'QTI package', ko: 'QTI 꾸러미' },
  worksheet: { en: 'Worksheet', ko: '연습지' },
} as const satisfies Texts;
