import type { Language } from '../../core/settings.ts';
import type { MenuCommand } from '../ipc/types.ts';

/** A menu entry that acts in the window: its keys and its names. */
export interface Command {
  /** Electron accelerator. Never a bare character: it would fire while someone types. */
  readonly accelerator?: string;
  /** What Windows' programs have in its place. */
  readonly onWindows?: string;
  readonly label: Readonly<Record<Language, string>>;
}

/** Every command that the menu sends to the window, declared once. */
export const COMMANDS: Readonly<Record<MenuCommand, Command>> = {
  open: { accelerator: 'CmdOrCtrl+O', label: { en: 'Open tensor…', ko: '텐서 열기…' } },
  save: { accelerator: 'CmdOrCtrl+S', label: { en: 'Save', ko: '저장' } },
  'save-as': {
    accelerator: 'CmdOrCtrl+Shift+S',
    label: { en: 'Save as…', ko: '다른 이름으로 저장…' },
  },
  'export-png': {
    accelerator: 'CmdOrCtrl+E',
    label: { en: 'Export picture (PNG)…', ko: '그림 내보내기 (PNG)…' },
  },
  'export-svg': {
    accelerator: 'CmdOrCtrl+Shift+E',
    label: { en: 'Export picture (SVG)…', ko: '그림 내보내기 (SVG)…' },
  },
  'export-json': {
    accelerator: 'CmdOrCtrl+Shift+J',
    label: { en: 'Export report (JSON)…', ko: '보고서 내보내기 (JSON)…' },
  },
  'export-npy': {
    accelerator: 'CmdOrCtrl+Shift+N',
    label: { en: 'Export output (NPY)…', ko: '출력 내보내기 (NPY)…' },
  },
  print: { accelerator: 'CmdOrCtrl+P', label: { en: 'Print…', ko: '인쇄…' } },
  'add-scene': {
    accelerator: 'CmdOrCtrl+Shift+L',
    label: { en: 'Add this view to the lesson', ko: '이 화면을 레슨에 추가' },
  },
  'copy-image': {
    accelerator: 'CmdOrCtrl+Shift+C',
    label: { en: 'Copy picture', ko: '그림 복사' },
  },
  'copy-values': {
    accelerator: 'CmdOrCtrl+Shift+X',
    label: { en: 'Copy values', ko: '값 복사' },
  },
  undo: { accelerator: 'CmdOrCtrl+Z', label: { en: 'Undo', ko: '실행 취소' } },
  redo: {
    accelerator: 'CmdOrCtrl+Shift+Z',
    onWindows: 'Ctrl+Y',
    label: { en: 'Redo', ko: '다시 실행' },
  },
  'view-isometric': {
    accelerator: 'CmdOrCtrl+1',
    label: { en: 'Isometric view', ko: '등각 보기' },
  },
  'view-front': { accelerator: 'CmdOrCtrl+2', label: { en: 'Front view', ko: '정면 보기' } },
  'view-top': { accelerator: 'CmdOrCtrl+3', label: { en: 'Top view', ko: '위에서 보기' } },
  'view-side': { accelerator: 'CmdOrCtrl+4', label: { en: 'Side view', ko: '옆에서 보기' } },
  'view-reset': {
    accelerator: 'CmdOrCtrl+Shift+R',
    label: { en: 'Reset view', ko: '보기 초기화' },
  },
  present: { accelerator: 'F5', label: { en: 'Present', ko: '발표 모드' } },
  shortcuts: {
    accelerator: 'CmdOrCtrl+/',
    label: { en: 'Keyboard shortcuts', ko: '키보드 단축키' },
  },
  about: { label: { en: 'About Normscope', ko: 'Normscope 정보' } },
};
