/** What a coalesced task reports. */
export interface Reports<A, R> {
  readonly started: () => void;
  /** `superseded` is true when a newer argument is waiting. */
  readonly settled: (argument: A, result: R, superseded: boolean) => void;
}

/**
 * Runs a task one at a time; of the arguments that come meanwhile only the newest is kept. A slider
 * that is dragged so computes as often as there is time, and always its last position.
 */
export function newestWins<A, R>(
  task: (argument: A) => Promise<R>,
  reports: Reports<A, R>,
): (argument: A) => void {
  let running = false;
  let waiting: { readonly argument: A } | null = null;

  const run = async (argument: A): Promise<void> => {
    running = true;
    const result = await task(argument);
    const next = waiting;
    waiting = null;
    running = next !== null;
    reports.settled(argument, result, next !== null);
    if (next) await run(next.argument);
  };

  return (argument) => {
    if (running) {
      waiting = { argument };
      return;
    }
    reports.started();
    void run(argument);
  };
}
