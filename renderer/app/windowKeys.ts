import { perform } from './actions.ts';
import type { App } from './app.svelte.ts';
import { applies, TEXTUAL } from './commands.ts';
import { actionOf, type Action } from './keymap.ts';
import { presentKey } from './presentKeys.ts';

/** Keys that a control needs for itself. */
const OWN_KEYS = 'input, select, textarea, [role=menu], [role=listbox], [role=tablist], dialog';
/** Keys by which a button or a link is used. */
const PRESSES: ReadonlySet<Action> = new Set(['pin', 'playSteps']);

/** Handles a key that no control has taken. */
export function handleKey(app: App, event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const open = document.querySelector('dialog[open], [role=menu]') !== null;
  if (app.desk.presenting && !open && presentKey(app, event)) {
    event.preventDefault();
    return;
  }
  const action = actionOf(event);
  if (!action) return;
  if (!applies(app, action)) {
    // The browser's own F5 would lose what is shown.
    if (action === 'present') event.preventDefault();
    return;
  }
  const target = event.target instanceof Element ? event.target : null;
  const mod = event.ctrlKey || event.metaKey;
  const textual = target?.matches(TEXTUAL) ?? false;
  // Undo within a text field is the field's own; F5 and other commands work everywhere.
  if (textual && (action === 'undo' || action === 'redo' || action === 'copyImage')) return;
  if (!mod && action !== 'present' && target?.closest(OWN_KEYS)) return;
  if (PRESSES.has(action) && target?.closest('button, a, summary')) return;
  event.preventDefault();
  perform(app, action);
}
