import type { BrowserWindow, Rectangle } from 'electron';
import { readSmall, writeSmall } from './smallFile.ts';

/** What is remembered of the window between starts. */
export interface WindowState {
  /** Bounds when neither maximised nor in full screen, in device-independent pixels. */
  readonly bounds: Rectangle;
  readonly maximised: boolean;
  /** Chromium's zoom level: 0 is actual size, a step is 20 %. */
  readonly zoom: number;
}

const SETTLE_MILLISECONDS = 500;
/** Steps of zoom either way that Chromium allows. */
const MOST_ZOOM = 9;

const isInteger = (value: unknown): value is number => Number.isSafeInteger(value);

/** The remembered state; null when there is none or the file is broken. */
export function readWindowState(file: string): WindowState | null {
  const found = readSmall(file) as {
    bounds?: Partial<Rectangle>;
    maximised?: unknown;
    zoom?: unknown;
  } | null;
  const { x, y, width, height } = found?.bounds ?? {};
  if (!isInteger(x) || !isInteger(y) || !isInteger(width) || !isInteger(height)) return null;
  if (width <= 0 || height <= 0) return null;
  const zoom =
    typeof found?.zoom === 'number' && Math.abs(found.zoom) <= MOST_ZOOM ? found.zoom : 0;
  return { bounds: { x, y, width, height }, maximised: found?.maximised === true, zoom };
}

/** Keeps the file up to date while the window is moved, and when it closes. */
export function rememberWindow(window: BrowserWindow, file: string): void {
  let timer: NodeJS.Timeout | undefined;
  const save = () => {
    clearTimeout(timer);
    if (window.isDestroyed() || window.isFullScreen()) return;
    writeSmall(file, {
      bounds: window.getNormalBounds(),
      maximised: window.isMaximized(),
      zoom: window.webContents.getZoomLevel(),
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

/** The smallest window in which every part is usable. */
export const MIN_SIZE = { width: 1024, height: 640 } as const;
const FIRST_SIZE = { width: 1360, height: 880 } as const;
/** At least this much of a window's top must be on a display, so that it can be taken hold of. */
const GRIP = { width: 160, height: 40 } as const;

const clamp = (value: number, low: number, high: number) =>
  Math.max(low, Math.min(value, Math.max(low, high)));

const overlap = (from: number, length: number, otherFrom: number, otherLength: number) =>
  Math.min(from + length, otherFrom + otherLength) - Math.max(from, otherFrom);

/** Whether the title bar of a window at these bounds can be reached on a display. */
function isReachable(bounds: Rectangle, area: Rectangle): boolean {
  const top = { ...bounds, height: GRIP.height };
  return (
    overlap(top.x, top.width, area.x, area.width) >= GRIP.width &&
    overlap(top.y, top.height, area.y, area.height) >= GRIP.height / 2
  );
}

/**
 * Where to open the window: as remembered if a display that is here now shows it, clamped to that
 * display; else centred on the primary one.
 * @param remembered  bounds of the last run in device-independent pixels, or null
 * @param areas       work areas of the displays; the primary one first
 */
export function windowBounds(
  remembered: Rectangle | null,
  areas: readonly Rectangle[],
  first: { readonly width: number; readonly height: number } = FIRST_SIZE,
): Rectangle {
  const area = remembered && areas.find((candidate) => isReachable(remembered, candidate));
  if (remembered && area) {
    const width = clamp(remembered.width, MIN_SIZE.width, area.width);
    const height = clamp(remembered.height, MIN_SIZE.height, area.height);
    const x = clamp(remembered.x, area.x, area.x + area.width - width);
    const y = clamp(remembered.y, area.y, area.y + area.height - height);
    return { x, y, width, height };
  }
  const primary = areas[0] ?? { x: 0, y: 0, ...first };
  const wanted = remembered ?? first;
  const width = clamp(wanted.width, MIN_SIZE.width, primary.width);
  const height = clamp(wanted.height, MIN_SIZE.height, primary.height);
  const x = primary.x + Math.max(0, Math.round((primary.width - width) / 2));
  const y = primary.y + Math.max(0, Math.round((primary.height - height) / 2));
  return { x, y, width, height };
}
