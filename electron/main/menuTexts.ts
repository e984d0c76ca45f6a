import type { Language } from '../../core/settings.ts';

/** Names of menus, of entries that Electron carries out itself, and of links; `&` marks the Alt key's letter. */
export const MENU_TEXTS = {
  file: { en: '&File', ko: '파일(&F)' },
  edit: { en: '&Edit', ko: '편집(&E)' },
  view: { en: '&View', ko: '보기(&V)' },
  window: { en: '&Window', ko: '창(&W)' },
  help: { en: '&Help', ko: '도움말(&H)' },
  cut: { en: 'Cut', ko: '잘라내기' },
  copy: { en: 'Copy', ko: '복사' },
  paste: { en: 'Paste', ko: '붙여넣기' },
  selectAll: { en: 'Select all', ko: '모두 선택' },
  resetZoom: { en: 'Actual size', ko: '실제 크기' },
  zoomIn: { en: 'Larger', ko: '확대' },
  zoomOut: { en: 'Smaller', ko: '축소' },
  togglefullscreen: { en: 'Full screen', ko: '전체 화면' },
  toggleDevTools: { en: 'Developer tools', ko: '개발자 도구' },
  minimize: { en: 'Minimise', ko: '최소화' },
  close: { en: 'Close window', ko: '창 닫기' },
  zoom: { en: 'Zoom', ko: '확대/축소' },
  front: { en: 'Bring all to front', ko: '모두 앞으로 가져오기' },
  services: { en: 'Services', ko: '서비스' },
  hide: { en: 'Hide Normscope', ko: 'Normscope 가리기' },
  hideOthers: { en: 'Hide others', ko: '기타 가리기' },
  unhide: { en: 'Show all', ko: '모두 보기' },
  quit: { en: 'Quit Normscope', ko: 'Normscope 종료' },
  pytorchHelp: { en: 'Normalization layers in PyTorch', ko: 'PyTorch의 정규화 레이어' },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>;
