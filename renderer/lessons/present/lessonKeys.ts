import type { Playing } from '../playing.svelte.ts';
import type { Presenting } from './presenting.svelte.ts';

/** Keys of a presented lesson beside those of every presentation. */
export type LessonAction =
  | 'reveal'
  | 'overview'
  | 'goTo'
  | 'speaker'
  | 'fullScreen'
  | 'ring'
  | 'pen'
  | 'erase'
  | 'faster'
  | 'slower'
  | 'first'
  | 'last';

export const LESSON_KEYS: Readonly<Record<LessonAction, readonly string[]>> = {
  reveal: ['a'],
  overview: ['o'],
  goTo: ['g'],
  speaker: ['s'],
  fullScreen: ['f'],
  ring: ['c'],
  pen: ['d'],
  erase: ['e'],
  faster: ['+', '='],
  slower: ['-'],
  first: ['Home'],
  last: ['End'],
};

const COLUMNS = 4;
const GRID_STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  PageDown: 1,
  ArrowLeft: -1,
  PageUp: -1,
  ArrowDown: COLUMNS,
  ArrowUp: -COLUMNS,
};

/** What the window does for a presented lesson. */
export interface Stagehand {
  readonly playing: Playing;
  readonly presenting: Presenting;
  readonly openSpeaker: () => void;
  readonly fullScreen: () => void;
}

/**
 * Does what a key means for a presented lesson.
 * @param key  of the event; letters in lower case
 * @returns    false when it means nothing there
 */
export function lessonKey(hand: Stagehand, key: string): boolean {
  const { playing, presenting } = hand;
  if (presenting.overview !== null) return gridKey(hand, presenting.overview, key);
  if (presenting.goTo !== null) return numberKey(hand, presenting.goTo, key);
  const found = Object.entries(LESSON_KEYS).find(([, keys]) => keys.includes(key));
  const action = (found?.[0] ?? null) as LessonAction | null;
  switch (action) {
    case 'reveal':
      playing.reveal();
      return true;
    case 'overview':
      presenting.overview = playing.at;
      return true;
    case 'goTo':
      presenting.goTo = '';
      return true;
    case 'speaker':
      hand.openSpeaker();
      return true;
    case 'fullScreen':
      hand.fullScreen();
      return true;
    case 'ring':
      presenting.ring = !presenting.ring;
      return true;
    case 'pen':
      presenting.pen = !presenting.pen;
      return true;
    case 'erase':
      presenting.strokes = [];
      return true;
    case 'faster':
      playing.hurry(1);
      return true;
    case 'slower':
      playing.hurry(-1);
      return true;
    case 'first':
      show(hand, 0);
      return true;
    case 'last':
      show(hand, playing.count - 1);
      return true;
    case null:
      return false;
    default:
      return action satisfies never;
  }
}

/** Shows a scene, and puts away what belonged to the one before. */
export function show({ playing, presenting }: Stagehand, at: number): void {
  presenting.turn();
  playing.visit(at);
}

/** The next moment of the lesson, or the one before. */
export function turn({ playing, presenting }: Stagehand, by: 1 | -1): void {
  const before = playing.at;
  if (by > 0) playing.forward();
  else playing.back();
  if (playing.at !== before) presenting.turn();
}

/** Closes the nearest thing that is open. @returns false when nothing is */
export function closeNearest(presenting: Presenting): boolean {
  if (presenting.overview !== null) presenting.overview = null;
  else if (presenting.goTo !== null) presenting.goTo = null;
  else if (presenting.pen) presenting.pen = false;
  else return false;
  return true;
}

function gridKey(hand: Stagehand, chosen: number, key: string): boolean {
  const { playing, presenting } = hand;
  const step = GRID_STEPS[key];
  if (step !== undefined)
    presenting.overview = Math.max(0, Math.min(playing.count - 1, chosen + step));
  else if (key === 'Enter' || key === ' ') show(hand, chosen);
  else if (key === 'o' || key === 'Escape') presenting.overview = null;
  return true;
}

function numberKey(hand: Stagehand, typed: string, key: string): boolean {
  const { presenting } = hand;
  if (/^\d$/.test(key)) presenting.goTo = `${typed}${key}`.slice(0, 3);
  else if (key === 'Backspace') presenting.goTo = typed.slice(0, -1);
  else if (key === 'Enter') {
    if (typed !== '') show(hand, Number(typed) - 1);
    presenting.goTo = null;
  } else if (key === 'Escape' || key === 'g') presenting.goTo = null;
  return true;
}
