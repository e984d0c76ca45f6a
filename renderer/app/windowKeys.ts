import { perform } from './actions.ts';
import type { App } from './app.svelte.ts';
import { applies, TEXTUAL } from './commands.ts';
import { actionOf, type Action } from './keymap.ts';
import { handOf, presentKey } from './presentKeys.ts';
import { turn } from '../lessons/present/lessonKeys.ts';

/** What takes every key for itself. */
const OWN_KEYS = `${TEXTUAL}, select, [role=menu], [role=listbox], [role=tablist], dialog`;
/** Keys by which a choice or a slider is moved: all others are the picture's. */
const MOVES = new Set(['Enter', ' ', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']);
/** Keys by which a button or a link is used. */
const PRESSES: ReadonlySet<Action> = new Set(['pin', 'playSteps']);

/** Handles a key that no control has taken. */
export function handleKey(app: App, event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const open = document.querySelector('dialog[open], [role=menu]:popover-open') !== null;
  const typing = event.target instanceof Element && event.target.matches(TEXTUAL);
  // A clicker's keys reach the lesson wherever the focus is; those that type are the field's.
  const typed = typing && !['PageDown', 'PageUp', 'Escape'].includes(event.key);
  if (app.desk.presenting && !open && !typed && presentKey(app, event)) {
    event.preventDefault();
    return;
  }
  if (!app.desk.presenting && !open && turnScene(app, event)) return;
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
  const own = target?.closest(OWN_KEYS) ?? (MOVES.has(event.key) && target?.closest('input'));
  if (!mod && action !== 'present' && own) return;
  if (PRESSES.has(action) && target?.closest('button, a, summary')) return;
  event.preventDefault();
  perform(app, action);
}

/** A lesson of several scenes is walked through with a clicker's keys whether it is presented or not. */
function turnScene(app: App, event: KeyboardEvent): boolean {
  const hand = handOf(app);
  const by = { PageDown: 1, PageUp: -1 }[event.key] as 1 | -1 | undefined;
  if (!hand || !by || event.ctrlKey || event.altKey || event.metaKey) return false;
  event.preventDefault();
  turn(hand, by);
  return true;
}
