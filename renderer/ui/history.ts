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
