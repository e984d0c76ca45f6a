import type { App } from './app.svelte.ts';
import type { Action } from './keymap.ts';

/** What applies on other screens than Explore too: always, or where there is a page to make of the screen. The rest is about Explore's cube. */
const ELSEWHERE: Readonly<Partial<Record<Action, 'always' | 'picture'>>> = {
  open: 'always',
  addScene: 'always',
  exportPng: 'picture',
  exportSvg: 'picture',
  exportJson: 'picture',
  copyImage: 'picture',
  print: 'picture',
  present: 'always',
  shortcuts: 'always',
  about: 'always',
  undo: 'always',
  redo: 'always',
};

/** Fields that undo their own typing. */
export const TEXTUAL =
  'textarea, input:is([type=text], [type=number], [type=search], :not([type]))';

/** Whether a command applies to what is shown: nothing acts beneath a dialog. */
export function applies(app: App, action: Action): boolean {
  // Their code is fetched first, so that a dialog may be asked for and not yet there.
  const coming = app.helpOpen || app.aboutOpen || app.exports.designed || app.large.shown;
  if (coming || app.desk.dialogs > 0) return false;
  if ((action === 'save' || action === 'saveAs') && app.writesLesson) return true;
  if (app.tab === 'explore') return true;
  const where = ELSEWHERE[action];
  return where === 'always' || (where === 'picture' && app.exports.pictured);
}
