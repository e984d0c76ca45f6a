/** A short message that something happened or could not be done. */
export interface Toast {
  readonly id: number;
  readonly kind: 'done' | 'failed';
  readonly text: string;
  /** Second line, e.g. the path that was written. */
  readonly detail?: string | undefined;
  /** What can be done about it. */
  readonly action?: ToastAction | undefined;
}

export interface ToastAction {
  readonly text: string;
  readonly run: () => void;
  /** Milliseconds for which it can be done; until it is closed when left out. */
  readonly within?: number;
  /** It was not done, and cannot be any more. */
  readonly missed?: () => void;
}

const SHOWN_FOR = 6000;
const MOST = 4;

/** Messages at the foot of the window; failures stay until they are closed, and so does what can be acted on. */
export class Toasts {
  items = $state.raw<readonly Toast[]>([]);
  #next = 0;

  add(kind: Toast['kind'], text: string, detail?: string, action?: ToastAction): void {
    const id = this.#next++;
    this.items = [...this.items, { id, kind, text, detail, action }];
    const [oldest] = this.items;
    if (oldest && this.items.length > MOST) this.close(oldest.id);
    const time = action ? action.within : kind === 'done' ? SHOWN_FOR : undefined;
    if (time !== undefined) setTimeout(() => this.close(id), time);
  }

  close(id: number): void {
    this.#take(id)?.action?.missed?.();
  }

  /** Does what can be done about it. */
  act(id: number): void {
    this.#take(id)?.action?.run();
  }

  #take(id: number): Toast | undefined {
    const found = this.items.find((item) => item.id === id);
    this.items = this.items.filter((item) => item !== found);
    return found;
  }
}
