import type { Host } from './host.ts';

/** Where lessons of a window lie, by names that the window may know: it never names a path. */
export class LessonPlaces {
  readonly #paths = new WeakMap<Host, Map<string, string>>();
  #count = 0;

  /** @returns the place's name */
  add(host: Host, path: string): string {
    const known = this.#paths.get(host) ?? new Map<string, string>();
    this.#paths.set(host, known);
    for (const [name, other] of known) if (other === path) return name;
    const name = `place-${++this.#count}`;
    known.set(name, path);
    return name;
  }

  /** The path of a place; null where it is of another window or of an earlier start. */
  of(host: Host, name: string): string | null {
    return this.#paths.get(host)?.get(name) ?? null;
  }
}
