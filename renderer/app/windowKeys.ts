import { perform } from './actions.ts';
import type { App } from './app.svelte.ts';
import { actionOf, type Action } from './keymap.ts';

/** Keys that a control needs for itself. */
const OWN_KEYS = 'input, select, textarea, [role=menu], [role=listbox], [role=tablist], dialog';
/** Keys by which a button or a link is used. */
const PRESSES: ReadonlySet<Action> = new Set(['pin', 'playSteps']);

/** What works on every screen; the rest is about the cube of Explore. */
const EVERYWHERE: ReadonlySet<Action> = new Set([
  'open',
  'exportPng',
  'copyImage',
  'present',
  'shortcuts',
  'undo',
  'redo',
]);

/** Handles a key that no control has taken. */
export function handleKey(app: App, event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const action = actionOf(event);
  if (!action || (app.tab !== 'explore' && !EVERYWHERE.has(action))) return;
  const target = event.target instanceof Element ? event.target : null;
  const mod = event.ctrlKey || event.metaKey;
  const textual = target?.matches('input[type=text], textarea') ?? false;
  // Undo within a text field is the field's own; F5 and other commands work everywhere.
  if (textual && (action === 'undo' || action === 'redo' || action === 'copyImage')) return;
  if (!mod && action !== 'present' && target?.closest(OWN_KEYS)) return;
  if (PRESSES.has(action) && target?.closest('button, a, summary')) return;
  event.preventDefault();
  perform(app, action);
}
