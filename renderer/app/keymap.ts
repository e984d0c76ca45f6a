/** What a key can do anywhere in the window. */
export type Action =
  | 'cellUp'
  | 'cellDown'
  | 'cellLeft'
  | 'cellRight'
  | 'slicePrevious'
  | 'sliceNext'
  | 'pin'
  | 'unpin'
  | 'edit'
  | 'undo'
  | 'redo'
  | 'open'
  | 'save'
  | 'saveAs'
  | 'exportPng'
  | 'exportSvg'
  | 'exportJson'
  | 'exportNpy'
  | 'print'
  | 'addScene'
  | 'copyImage'
  | 'copyValues'
  | 'viewIsometric'
  | 'viewFront'
  | 'viewTop'
  | 'viewSide'
  | 'viewReset'
  | 'toggleMode'
  | 'toggleColour'
  | 'present'
  | 'playSteps'
  | 'stepNext'
  | 'stepPrevious'
  | 'shortcuts'
  | 'about';

/** The keys of an action as they are shown; the first is the main one. `Mod` is Ctrl, or ⌘ on a Mac. */
export const KEYS: Readonly<Record<Action, readonly string[]>> = {
  cellUp: ['ArrowUp'],
  cellDown: ['ArrowDown'],
  cellLeft: ['ArrowLeft'],
  cellRight: ['ArrowRight'],
  slicePrevious: ['['],
  sliceNext: [']'],
  pin: ['Enter'],
  unpin: ['Escape'],
  edit: ['e', 'F2'],
  undo: ['Mod+z'],
  redo: ['Mod+Shift+z', 'Mod+y'],
  open: ['Mod+o'],
  save: ['Mod+s'],
  saveAs: ['Mod+Shift+s'],
  exportPng: ['Mod+e'],
  exportSvg: [],
  exportJson: [],
  exportNpy: [],
  print: ['Mod+p'],
  addScene: ['Mod+Shift+l'],
  copyImage: ['Mod+Shift+c'],
  copyValues: ['Mod+Shift+x'],
  viewIsometric: ['1'],
  viewFront: ['2'],
  viewTop: ['3'],
  viewSide: ['4'],
  viewReset: ['0'],
  toggleMode: ['t'],
  toggleColour: ['g'],
  present: ['F5'],
  playSteps: [' '],
  stepNext: ['.'],
  stepPrevious: [','],
  shortcuts: ['?'],
  about: [],
};

/** The part of a KeyboardEvent that decides. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** The action of a key press, or null. Shift counts only with Mod: "?" and "[" need it on some keyboards. */
export function actionOf(press: KeyPress): Action | null {
  if (press.altKey) return null;
  const mod = press.ctrlKey || press.metaKey;
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  const name = `${mod ? 'Mod+' : ''}${mod && press.shiftKey ? 'Shift+' : ''}${key}`;
  const found = Object.entries(KEYS).find(([, keys]) => keys.includes(name));
  return (found?.[0] as Action | undefined) ?? null;
}

const SYMBOLS: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  ' ': 'Space',
  PageDown: 'Page Down',
  PageUp: 'Page Up',
};

/** A key for people: "Mod+Shift+z" is ["Ctrl", "Shift", "Z"], or ⌘ and ⇧ on a Mac. */
export function keyCaps(keys: string, mac: boolean): string[] {
  // The key + itself is no separator.
  return keys.split(/(?<=.)\+(?=.)/).map((part) => {
    if (part === 'Mod') return mac ? '⌘' : 'Ctrl';
    if (part === 'Shift') return mac ? '⇧' : 'Shift';
    return SYMBOLS[part] ?? (part.length > 1 ? part : part.toUpperCase());
  });
}
