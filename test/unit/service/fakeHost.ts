import type { HostEvents } from '../../../electron/ipc/contract.ts';
import type { MenuCommand } from '../../../electron/ipc/types.ts';
import type { Host, SavePlace, SaveRequest } from '../../../electron/service/host.ts';
import type { Settings } from '../../../core/settings.ts';

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

  openHelp(_: 'pytorch' | 'licence'): Promise<void> {
    return Promise.resolve();
  }

  emit<E extends keyof HostEvents>(event: E, payload: HostEvents[E]): void {
    this.events.push([event, payload] as unknown as (typeof this.events)[number]);
  }
}

/** A host that can do all that a host may leave out, as the desktop's, and keeps what it was told. */
export class WholeHost extends FakeHost {
  readonly told: unknown[][] = [];
  recent: readonly string[] = [];

  nameOf(file: string): string {
    return `called ${file.split('/').at(-1)}`;
  }

  filesRead(files: readonly string[]): Promise<void> {
    this.told.push(['filesRead', ...files]);
    return Promise.resolve();
  }

  saveFiles(requests: readonly SaveRequest[], stem: string): Promise<{ path: string }> {
    this.saved.push(...requests);
    return Promise.resolve({ path: `/chosen/${stem}` });
  }

  saveDocument(request: SaveRequest, as: boolean): Promise<{ path: string }> {
    this.saved.push(request);
    return Promise.resolve({ path: `/document/${as}` });
  }

  speaker(key: string): Promise<boolean> {
    this.told.push(['speaker', key]);
    return Promise.resolve(true);
  }

  documentState(state: object): void {
    this.told.push(['documentState', state]);
  }

  fileOpened(file: string, isDocument: boolean): void {
    this.told.push(['fileOpened', file, isDocument]);
  }

  dragImage(png: Uint8Array, name: string): Promise<void> {
    this.told.push(['dragImage', png, name]);
    return Promise.resolve();
  }

  recentFiles(): readonly string[] {
    return this.recent;
  }

  print(): Promise<void> {
    this.told.push(['print']);
    return Promise.resolve();
  }

  presenting(on: boolean): void {
    this.told.push(['presenting', on]);
  }

  commandsApply(commands: readonly MenuCommand[]): void {
    this.told.push(['commandsApply', ...commands]);
  }

  override openHelp(page: 'pytorch' | 'licence'): Promise<void> {
    this.told.push(['openHelp', page]);
    return Promise.resolve();
  }

  settingsChanged(settings: Settings): void {
    this.told.push(['settingsChanged', settings]);
  }
}
