import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { denyNavigation } from '../../../electron/main/navigation.ts';
import { SpeakerWindow } from '../../../electron/main/speakerWindow.ts';
import { webPreferences } from '../../../electron/main/window.ts';
import { BrowserWindow, display, reset, screen } from './fakeElectron.ts';

vi.mock('electron', () => import('./fakeElectron.ts'));

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'normscope-speaker-'));
const state = path.join(folder, 'speaker.json');
afterAll(() => fs.rmSync(folder, { recursive: true }));

let main: BrowserWindow;
let speaker: SpeakerWindow;
beforeEach(() => {
  reset();
  fs.rmSync(state, { force: true });
  main = new BrowserWindow({});
  main.bounds = { x: 0, y: 0, width: 1920, height: 1080 };
  speaker = new SpeakerWindow(state, () => main as never);
});
const last = () => BrowserWindow.all.at(-1);
const boundsOf = ({ options: { x, y, width, height } }: BrowserWindow) => [x, y, width, height];

test('the speaker’s page has the guards of the first, and no bridge at all', () => {
  speaker.show('a-key');
  const { preload, ...guards } = webPreferences('/preload.cjs');
  expect(preload).toBe('/preload.cjs');
  expect(last().options['webPreferences']).toEqual(guards);
  expect(last().loadURL).toHaveBeenCalledExactlyOnceWith(
    'app://normscope/index.html#speaker-a-key',
  );
  const { webContents } = last();
  denyNavigation(webContents as never);
  expect(webContents.setWindowOpenHandler).toHaveBeenCalled();
  last().emit('ready-to-show');
  expect(last().show).toHaveBeenCalledOnce();
});

test('it opens on the display that the class does not see, and is never there twice', () => {
  screen.displays = [display(1, 0, 1920, 1040), display(2, 1920, 1280, 984)];
  speaker.show('one');
  // (1280 − 1100) / 2 = 90 beside 1920, (984 − 720) / 2 = 132
  expect(boundsOf(last())).toEqual([2010, 132, 1100, 720]);
  const first = last();
  speaker.show('two');
  expect([first.destroyed, last().destroyed]).toEqual([true, false]);
});

test('its place is remembered, and a display that is gone loses nothing', () => {
  screen.displays = [display(1, 0, 1920, 1040), display(2, 1920, 1280, 984)];
  fs.writeFileSync(
    state,
    JSON.stringify({
      bounds: { x: 2000, y: 100, width: 900, height: 600 },
      maximised: false,
      zoom: 0,
    }),
  );
  speaker.show('one');
  expect(boundsOf(last()).slice(0, 2)).toEqual([2000, 100]);
  screen.displays = [display(1, 0, 1920, 1040)];
  screen.emit('display-removed');
  const moved = last().setBounds.mock.calls.at(-1)?.[0] as { x: number; width: number };
  expect(moved.x).toBeGreaterThanOrEqual(0);
  expect(moved.x + moved.width).toBeLessThanOrEqual(1920);
});

test('it ends with the window that presents', () => {
  speaker.show('one');
  const window = last();
  main.close();
  expect(window.destroyed).toBe(true);
  // closing it again is nothing
  speaker.close();
});
