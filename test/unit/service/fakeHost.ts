import type { HostEvents } from '../../../electron/ipc/contract.ts';
import type { Host, SavePlace, SaveRequest } from '../../../electron/service/host.ts';

/** A host whose user chooses `files`, saves everything, and whose answers are kept. */
export class FakeHost implements Host {
  readonly kind = 'desktop';
  readonly locale = 'ko-KR';
  files: readonly string[] = [];
  cancelled = false;
  readonly saved: SaveRequest[] = [];
  readonly copied: (string | Uint8Array)[] = [];
  readonly events: { [E in keyof HostEvents]: readonly [E, HostEvents[E]] }[keyof HostEvents][] =
    [];

  openFiles(): Promise<readonly string[]> {
    return Promise.resolve(this.files);
  }

  saveFile(request: SaveRequest): Promise<{ path: string } | null> {
    if (this.cancelled) return Promise.resolve(null);
    this.saved.push(request);
    return Promise.resolve({ path: `/chosen/${request.name}` });
  }

  /** Where placeFor leads; null as if the user cancelled. */
  place: string | null = null;
  readonly placed: string[] = [];

  placeFor({ name }: Omit<SaveRequest, 'bytes'>): Promise<SavePlace | null> {
    const path = this.place;
    this.placed.push(name);
    if (path === null) return Promise.resolve(null);
    return Promise.resolve({
      path,
      done: () => Promise.resolve({ path }),
      dropped: () => Promise.resolve(),
    });
  }

  copyImage(png: Uint8Array): Promise<void> {
    this.copied.push(png);
    return Promise.resolve();
  }

  copyText(text: string): Promise<void> {
    this.copied.push(text);
    return Promise.resolve();
  }

  fullScreen(on: boolean): Promise<boolean> {
    return Promise.resolve(on);
  }

  openHelp(): Promise<void> {
    return Promise.resolve();
  }

  emit<E extends keyof HostEvents>(event: E, payload: HostEvents[E]): void {
    this.events.push([event, payload] as unknown as (typeof this.events)[number]);
  }
}
