import fs from 'node:fs';
import path from 'node:path';
import type { BrowserWindow, Rectangle } from 'electron';

/** What is remembered of the window between starts. */
export interface WindowState {
  /** Bounds when neither maximised nor in full screen, in device-independent pixels. */
  readonly bounds: Rectangle;
  readonly maximised: boolean;
}

const SETTLE_MILLISECONDS = 500;

const isInteger = (value: unknown): value is number => Number.isSafeInteger(value);

function parseState(text: string): WindowState | null {
  const found = JSON.parse(text) as { bounds?: Partial<Rectangle>; maximised?: unknown } | null;
  const { x, y, width, height } = found?.bounds ?? {};
  if (!isInteger(x) || !isInteger(y) || !isInteger(width) || !isInteger(height)) return null;
  if (width <= 0 || height <= 0) return null;
  return { bounds: { x, y, width, height }, maximised: found?.maximised === true };
}

/** The remembered state; null when there is none or the file is broken. */
export function readWindowState(file: string): WindowState | null {
  try {
    return parseState(fs.readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** Writes by renaming a finished file, so that a crash leaves the old state or the new one. */
export function writeWindowState(file: string, state: WindowState): void {
  const unfinished = `${file}.${process.pid}.tmp`;
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(unfinished, JSON.stringify(state));
    fs.renameSync(unfinished, file);
  } catch {
    // A full disk or a read-only profile must not keep the window from closing.
    discard(unfinished);
  }
}

function discard(file: string): void {
  try {
    fs.rmSync(file, { force: true });
  } catch {
    // It was never made.
  }
}

/** Keeps the file up to date while the window is moved, and when it closes. */
export function rememberWindow(window: BrowserWindow, file: string): void {
  let timer: NodeJS.Timeout | undefined;
  const save = () => {
    clearTimeout(timer);
    if (window.isDestroyed() || window.isFullScreen()) return;
    writeWindowState(file, {
      bounds: window.getNormalBounds(),
      maximised: window.isMaximized(),
    });
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(save, SETTLE_MILLISECONDS);
  };
  window.on('resize', soon);
  window.on('move', soon);
  window.on('maximize', soon);
  window.on('unmaximize', soon);
  window.on('close', save);
  window.on('closed', () => clearTimeout(timer));
}
