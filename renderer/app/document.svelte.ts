import { sameTensor } from '../../core/request.ts';
import type { ArgumentOf } from '../../electron/ipc/contract.ts';
import type { Work } from '../explore/work.ts';
import type { Explore } from '../explore/explore.svelte.ts';
import { lastPart } from '../files/openedFile.ts';
import type { Desk } from '../ui/desk.svelte.ts';
import { callHost } from '../ui/host.ts';

/** The work in Explore as a document: a JSON report that is saved, opened again and saved anew. */
export class Document {
  readonly #desk: Desk;
  readonly #explore: Explore;
  /** Where it is kept, and the work as it is there. */
  #kept = $state.raw<{ readonly name: string; readonly work: Work } | null>(null);

  constructor(desk: Desk, explore: Explore) {
    this.#desk = desk;
    this.#explore = explore;
  }

  /** The report is about the tensor that is shown. */
  readonly #current = $derived.by(() => {
    const { work } = this.#explore;
    return this.#kept && sameTensor(this.#kept.work.tensor, work.tensor) ? this.#kept : null;
  });

  /**
   * Closing would lose something: changes of a saved report, or changed numbers of a file's tensor, which ends with the
   * service. All else the session keeps.
   */
  readonly edited: boolean = $derived.by(() => {
    const { work } = this.#explore;
    if (this.#current) return this.#current.work !== work;
    const changed = work.edits.length > 0 || work.state !== undefined;
    return work.tensor.kind === 'file' && changed;
  });

  /** The work is that of a report that was opened or saved. */
  get kept(): boolean {
    return this.#current !== null;
  }

  /** What the work is known by: its report, or the file that it is about; null for an example. */
  readonly name: string | null = $derived.by(() => {
    const { info } = this.#explore;
    return this.#current?.name ?? (info?.ref.kind === 'file' ? info.name : null);
  });

  /** What the window is called. */
  get title(): string {
    const { name } = this;
    return name === null ? 'Normscope' : `${this.edited ? '• ' : ''}${name} — Normscope`;
  }

  /** A report was opened, and Explore shows what it is about. */
  opened(path: string): void {
    this.#kept = { name: lastPart(path), work: this.#explore.work };
  }

  /** @param as  asks where, even if it is kept somewhere already */
  async save(request: ArgumentOf<'report.export'>, as: boolean): Promise<void> {
    const { work } = this.#explore;
    const argument = { request, as: as || this.#current === null };
    const saved = await this.#desk.saved(callHost(this.#desk.api, 'document.save', argument));
    if (saved) this.#kept = { name: lastPart(saved.path), work };
  }
}
