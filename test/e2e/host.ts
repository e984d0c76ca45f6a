import type { BrowserContextOptions, Page } from 'playwright-core';
import { writeSession } from '../../renderer/app/session.ts';
import { initialLook } from '../../renderer/canvas/look.ts';

/** How a window is opened. */
export interface Opening {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
  readonly reducedMotion?: 'reduce' | 'no-preference';
  readonly locale?: string;
  /** Pixels of the screen for one of the page: 2 on a HiDPI display. */
  readonly density?: number;
  /** Keep what an earlier window left behind; otherwise all settings are as on a new machine. */
  readonly keep?: boolean;
  /** As nobody has used it yet; otherwise Explore shows the notebook's sentences, one cell pinned. */
  readonly first?: boolean;
}

/** A file that the program saved: the name that it suggested, and where it lies. */
export interface Saved {
  readonly name: string;
  readonly file: string;
}

/** The program in one of its hosts: the real renderer, service, worker threads and files. */
export interface TestApp {
  readonly kind: 'web' | 'desktop';
  /** Scratch space; the settings lie in its folder `settings`. */
  readonly folder: string;
  /** What went wrong in any page: uncaught errors and messages of the console. */
  readonly troubles: string[];
  /** A window of its own, with the examples on stage. */
  open(opening?: Opening): Promise<Page>;
  /** Closes a window as its user does. */
  closeWindow(page: Page): Promise<void>;
  /** Does what saves one file, and saves it where the host saves files. */
  save(page: Page, act: () => Promise<unknown>): Promise<Saved>;
  /** Does what asks for a place for a file, and chooses this one where the host asks for one. */
  place(page: Page, file: string, act: () => Promise<unknown>): Promise<void>;
  /** Does what asks for files, and chooses one. */
  pick(page: Page, file: string, act: () => Promise<unknown>): Promise<void>;
  /** Drops a file of text on the window. */
  drop(page: Page, file: string): Promise<void>;
  close(): Promise<void>;
}

/** What is remembered of a use that ended on the notebook's sentences. */
const NOTEBOOK_SESSION = writeSession({
  place: { tab: 'explore', lesson: 'letters' },
  explore: {
    work: {
      tensor: { kind: 'example', id: 'nlp' },
      layer: 'BatchNorm1d',
      options: {},
      mode: 'train',
      layout: null,
      edits: [],
    },
    look: initialLook(),
    cell: { N: 0, C: 2, L: 1 },
    pinned: true,
    step: null,
  },
  compare: null,
  training: null,
});

/** The settings with which a window opens that keeps none. */
export const freshSettings = ({ first = false }: Opening) =>
  ({
    theme: 'system',
    language: 'system',
    fontScale: 1,
    session: first ? null : NOTEBOOK_SESSION,
  }) as const;

/** A window's page for an opening, the same on both hosts. */
export function contextOptions(opening: Opening): BrowserContextOptions {
  const { width = 1440, height = 900, locale = 'en-GB', reducedMotion = 'reduce' } = opening;
  const { colorScheme, density = 1 } = opening;
  return {
    viewport: { width, height },
    deviceScaleFactor: density,
    locale,
    reducedMotion,
    ...(colorScheme && { colorScheme }),
  };
}

/** Keeps what goes wrong in a page. */
export function keepTroubles(page: Page, troubles: string[]): void {
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      troubles.push(`${message.type()}: ${message.text()}`);
  });
}

/** Drops one file on the window, as the pointer would. */
export async function dropFile(
  page: Page,
  file: { readonly name: string; readonly type: string; readonly text: string },
): Promise<void> {
  const dataTransfer = await page.evaluateHandle(({ name, type, text }) => {
    const data = new DataTransfer();
    data.items.add(new File([text], name, { type }));
    return data;
  }, file);
  await page.locator('main').dispatchEvent('drop', { dataTransfer });
}
