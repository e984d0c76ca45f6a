import type { ArgumentOf, HostEvents } from '../ipc/contract.ts';
import type { MenuCommand } from '../ipc/types.ts';
import type { Settings } from '../../core/settings.ts';

/** A file that the user may save: its suggested name, what kind it is, and its bytes. */
export interface SaveRequest {
  /** Suggested file name with extension, no folder. */
  readonly name: string;
  /** Extension without dot, and what to call such files. */
  readonly extension: string;
  readonly description: string;
  readonly bytes: Uint8Array;
}

/** A place for a file that the service writes itself. */
export interface SavePlace {
  /** Absolute; there may be a file to replace. */
  readonly path: string;
  /** The file is complete. @returns what a person knows it by */
  done(): Promise<{ readonly path: string }>;
  /** There will be no file. */
  dropped(): Promise<void>;
}

/** What differs between the desktop app, the browser host and the command line: everything that asks the user. */
export interface Host {
  readonly kind: 'desktop' | 'web';
  /** BCP 47 tag of the user's language. */
  readonly locale: string;
  /** Asks for tensors to open: absolute paths, none when cancelled. */
  openFiles(): Promise<readonly string[]>;
  /** What a person knows an opened file by; its path when left out. */
  nameOf?(file: string): string;
  /** Files of openFiles, or that were dropped, have been read and are not needed any more. */
  filesRead?(files: readonly string[]): Promise<void>;
  /** Asks where to save and writes there; null when cancelled. */
  saveFile(request: SaveRequest): Promise<{ readonly path: string } | null>;
  /**
   * Asks where to save the first of several files, and writes the others beside it; null when cancelled. In one archive when left out.
   * @param stem  what their names begin with
   */
  saveFiles?(
    requests: readonly SaveRequest[],
    stem: string,
  ): Promise<{ readonly path: string } | null>;
  /** Saves the document: where it lies already, unless `as` asks for another place; null when cancelled. As saveFile when left out. */
  saveDocument?(request: SaveRequest, as: boolean): Promise<{ readonly path: string } | null>;
  /** Writes a file where it lies already; as saveFile when left out. */
  saveOver?(path: string, request: SaveRequest): Promise<{ readonly path: string }>;
  /** Opens the window for the speaker of a presentation; false when it did not open. */
  speaker?(key: string): Promise<boolean>;
  /** Told of the document whenever it changes or is saved. */
  documentState?(state: ArgumentOf<'document.state'>): void;
  /** Told of every file that was opened; of a report, which is the document from now on. */
  fileOpened?(file: string, isDocument: boolean): void;
  /** Asks where a file goes that is too large to be handed over as bytes; null when cancelled. */
  placeFor(request: Omit<SaveRequest, 'bytes'>): Promise<SavePlace | null>;
  copyImage(png: Uint8Array): Promise<void>;
  copyText(text: string): Promise<void>;
  /** Lets the pointer, which is dragging, carry a picture out of the window. */
  dragImage?(png: Uint8Array, name: string): Promise<void>;
  /** Absolute paths of the files that were opened last. */
  recentFiles?(): readonly string[];
  /** Enters or leaves full screen; the state that it is in afterwards. */
  fullScreen(on: boolean): Promise<boolean>;
  /** Prints the page; left out where the page does so itself. */
  print?(): Promise<void>;
  /** Told when a presentation begins and ends. */
  presenting?(on: boolean): void;
  /** Told which of the menu's commands apply, where there is a menu. */
  commandsApply?(commands: readonly MenuCommand[]): void;
  openHelp(page: 'pytorch' | 'licence'): Promise<void>;
  /** Tells the window. */
  emit<E extends keyof HostEvents>(event: E, payload: HostEvents[E]): void;
  /** Told of every change, for the window's colours and the menu's language. */
  settingsChanged?(settings: Settings): void;
}
