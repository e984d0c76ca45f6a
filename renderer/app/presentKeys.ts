import {
  closeNearest,
  lessonKey,
  turn as turnLesson,
  type Stagehand,
} from '../lessons/present/lessonKeys.ts';
import type { App } from './app.svelte.ts';
import type { KeyPress } from './keymap.ts';

/** What a key does while presenting; a clicker sends PageDown, PageUp, B or a full stop, F5 and Escape. */
export type PresentAction = 'next' | 'previous' | 'blank' | 'leave';

export const PRESENT_KEYS: Readonly<Record<PresentAction, readonly string[]>> = {
  next: ['ArrowRight', 'PageDown', ' ', 'n'],
  previous: ['ArrowLeft', 'PageUp', 'p'],
  blank: ['b', '.'],
  leave: ['Escape'],
};

const ownKey = (press: KeyPress) => !press.altKey && !press.ctrlKey && !press.metaKey;
const plainKey = ({ key }: KeyPress) => (key.length === 1 ? key.toLowerCase() : key);

/** The action of a key while presenting, or null. */
export function presentActionOf(press: KeyPress): PresentAction | null {
  if (!ownKey(press)) return null;
  const key = plainKey(press);
  const found = Object.entries(PRESENT_KEYS).find(([, keys]) => keys.includes(key));
  return (found?.[0] as PresentAction | undefined) ?? null;
}

/**
 * Does what a key means on the presenter's screen.
 * @returns false when it means nothing there
 */
export function presentKey(app: App, press: KeyPress): boolean {
  const action = presentActionOf(press);
  const { desk } = app;
  // On a black screen only the key that brings the picture back counts.
  if (desk.blank) {
    if (action === 'blank') desk.blank = false;
    return true;
  }
  const hand = handOf(app);
  if (hand && ownKey(press) && lessonKey(hand, plainKey(press))) return true;
  switch (action) {
    case 'blank':
      desk.blank = true;
      return true;
    case 'next':
      return turn(app, 1);
    case 'previous':
      return turn(app, -1);
    case 'leave':
      leave(app);
      return true;
    case null:
      return false;
    default:
      return action satisfies never;
  }
}

/** A key alone, as a clicker sends it. */
const PLAIN = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false } as const;

/** What is done for a lesson of several scenes; null where none is shown. */
export function handOf(app: App): Stagehand | null {
  const { tab, lessons, desk } = app;
  const { playing, presenting } = lessons;
  if (tab !== 'lessons' || !playing) return null;
  return {
    playing,
    presenting,
    openSpeaker: () =>
      void import('./speaker.ts').then(({ openSpeaker }) =>
        openSpeaker(app, (key) => presentKey(app, { ...PLAIN, key })),
      ),
    fullScreen: () => desk.toggleFullScreen(),
  };
}

/** One step on: of the arithmetic, of a lesson (its question, then its answer), or of a training. */
function turn(app: App, by: 1 | -1): boolean {
  const hand = handOf(app);
  if (hand) {
    turnLesson(hand, by);
    return true;
  }
  const { tab, explore, training } = app;
  switch (tab) {
    case 'explore': {
      const { timeline } = explore;
      if (by < 0 && timeline.time === 0) timeline.close();
      else if (by > 0 || timeline.time !== null)
        if (by < 0 || timeline.station < timeline.stations.length - 1) timeline.go(by);
      return true;
    }
    case 'training':
      training.go(training.step + by);
      return true;
    case 'lessons':
    case 'overview':
    case 'compare':
    case 'files':
      return false;
    default:
      return tab satisfies never;
  }
}

/** Closes the nearest thing that is open: the steps, the pin, the presentation. */
function leave({ tab, explore, lessons, desk }: App): void {
  if (tab === 'lessons' && closeNearest(lessons.presenting)) return;
  if (tab === 'explore' && explore.timeline.time !== null) explore.timeline.close();
  else if (tab === 'explore' && explore.pinned) explore.unpin();
  else desk.present(false);
}
