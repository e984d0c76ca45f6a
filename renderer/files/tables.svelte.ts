import type { Failure } from '../ui/host.ts';
import type { TableFile, TableOptions } from './tableFile.ts';

interface Reader {
  /** Reads the file of a table again. @returns why that failed, or null */
  readonly read: (handle: string, options: TableOptions) => Promise<Failure | null>;
  /** A table was left: its file is let go where it is not open. */
  readonly left: (handle: string) => void;
}

/** Tables about whose reading a person decides, one after another. */
export class Tables {
  readonly #reader: Reader;
  /** The one that is asked about. */
  asked = $state.raw<TableFile | null>(null);
  #waiting: readonly TableFile[] = [];
  /** How they were asked to be read. */
  readonly #chosen = new Map<string, TableOptions>();

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  /** Asks how a table is to be read, now or when the others are done with. */
  ask(handle: string, name: string): void {
    const table = { handle, name, options: this.#chosen.get(handle) ?? {} };
    if (this.asked) this.#waiting = [...this.#waiting, table];
    else this.asked = table;
  }

  /** Goes on to the next table. */
  leave(): void {
    const { asked } = this;
    const [next, ...others] = this.#waiting;
    this.asked = next ?? null;
    this.#waiting = others;
    if (asked) this.#reader.left(asked.handle);
  }

  /** Reads the table that is asked about, and goes on where that succeeded. */
  async read(options: TableOptions): Promise<Failure | null> {
    const { asked } = this;
    if (!asked) return null;
    this.#chosen.set(asked.handle, options);
    const failure = await this.#reader.read(asked.handle, options);
    if (!failure && this.asked === asked) this.leave();
    return failure;
  }

  /** The file is closed. */
  forget(handle: string): void {
    this.#chosen.delete(handle);
  }
}
