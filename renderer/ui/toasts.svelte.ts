/** A short message that something happened or could not be done. */
export interface Toast {
  readonly id: number;
  readonly kind: 'done' | 'failed';
  readonly text: string;
  /** Second line, e.g. the path that was written. */
  readonly detail?: string | undefined;
  /** What can be done about it. */
  readonly action?: { readonly text: string; readonly run: () => void } | undefined;
}

const SHOWN_FOR = 6000;

/** Messages at the foot of the window; failures stay until they are closed, and so does what can be acted on. */
export class Toasts {
  items = $state.raw<readonly Toast[]>([]);
  #next = 0;

  add(kind: Toast['kind'], text: string, detail?: string, action?: Toast['action']): void {
    const id = this.#next++;
    this.items = [...this.items, { id, kind, text, detail, action }].slice(-4);
    if (kind === 'done' && !action) setTimeout(() => this.close(id), SHOWN_FOR);
  }

  close(id: number): void {
    this.items = this.items.filter((item) => item.id !== id);
  }
}
