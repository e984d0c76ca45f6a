/** Past, present and future of something that can be undone. Plain data, never mutated. */
export interface History<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
  /** What the last change was about: changes of the same thing in a row undo as one. */
  readonly topic: string | null;
}

const LONGEST = 200;

export function startHistory<T>(present: T): History<T> {
  return { past: [], present, future: [], topic: null };
}

/**
 * The history after a change.
 * @param topic  "option:eps" and the like, so that typing a number is one step; null stands alone
 */
export function record<T>(
  history: History<T>,
  present: T,
  topic: string | null = null,
): History<T> {
  if (present === history.present) return history;
  const merges = topic !== null && topic === history.topic && history.past.length > 0;
  const past = merges ? history.past : [...history.past, history.present].slice(-LONGEST);
  return { past, present, future: [], topic };
}

/**
 * The history with all its states changed.
 * @param change  null for a state that is no more
 * @param first   what is left when there is none
 */
export function mapHistory<T>(
  history: History<T>,
  change: (state: T) => T | null,
  first: T,
): History<T> {
  const changed = (states: readonly T[]) =>
    states.map(change).filter((state): state is T & NonNullable<T> => state !== null);
  const past = changed(history.past);
  const future = changed(history.future);
  const present = change(history.present) ?? past.pop() ?? future.shift() ?? first;
  return { past, present, future, topic: null };
}

export function undo<T>(history: History<T>): History<T> {
  const present = history.past.at(-1);
  if (present === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present,
    future: [history.present, ...history.future],
    topic: null,
  };
}

export function redo<T>(history: History<T>): History<T> {
  const [present, ...future] = history.future;
  if (present === undefined) return history;
  return { past: [...history.past, history.present], present, future, topic: null };
}
