import fs from 'node:fs';
import path from 'node:path';
import { duration, table, digits } from '../format.mjs';
import { changeShown, watchChange } from '../inPage.mjs';
import { median } from '../median.mjs';
import { residentBytes } from '../residentBytes.mjs';
import { firstPicture, openWebWindow, STAGE } from '../webWindow.mjs';
import { writeNpyFile } from '../writeNpyFile.mjs';

const SHAPE = [64, 256, 256];
/** 98 MiB. */
const LARGE = [32, 64, 112, 112];
const LAYERS = ['InstanceNorm1d', 'BatchNorm1d'];

export const WINDOW_WORKLOAD = `window, (${SHAPE.join(', ')})`;

/** Milliseconds from an act to the first frame that shows it. */
async function until(page, what, act, from = 'click') {
  await page.evaluate(watchChange, { what, from });
  await act();
  return page.evaluate(changeShown);
}

async function openFile(page, file) {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a tensor or a report' }).click();
  const chosen = await chooser;
  return until(page, 'picture', () => chosen.setFiles(file), 'now');
}

async function explore(window) {
  const { page } = window;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await firstPicture(page);
  await page.locator('nav button').nth(1).click();
  await page.getByRole('button', { name: 'Open a tensor or a report' }).waitFor();
  // What is loaded after the first picture is not part of what is measured.
  await page.waitForTimeout(2000);
  return page;
}

async function chooseLayer(page, name) {
  await page.getByRole('button', { name: /^Layer:/ }).click();
  const option = page.getByRole('option', { name: new RegExp(`^${name}`) });
  return until(page, 'picture', () => option.click());
}

/** One window: the file opened, cells pinned, layers changed. Milliseconds each. */
async function once(file) {
  const window = await openWebWindow();
  try {
    const page = await explore(window);
    const opened = await openFile(page, file);
    await page.waitForTimeout(1500);
    const box = await page.locator(STAGE).boundingBox();
    const pins = [];
    for (const part of [0.45, 0.5, 0.55]) {
      const at = [box.x + box.width * 0.28, box.y + box.height * part];
      await page.mouse.move(...at);
      await page.waitForTimeout(300);
      pins.push(await until(page, 'numbers', () => page.mouse.click(...at)));
      await page.waitForTimeout(300);
    }
    const layers = [];
    for (const name of LAYERS) {
      layers.push(await chooseLayer(page, name));
      await page.waitForTimeout(800);
    }
    return { opened, pinned: median(pins), layer: median(layers) };
  } finally {
    await window.close();
  }
}

/** Resident bytes that a tensor adds to all processes, over its own. */
async function memory(file) {
  const window = await openWebWindow();
  try {
    const page = await explore(window);
    const before = residentBytes(process.pid);
    await openFile(page, file);
    await page.waitForTimeout(3000);
    return (residentBytes(process.pid) - before) / fs.statSync(file).size;
  } finally {
    await window.close();
  }
}

/** What a person waits for in the window. */
export const windowSection = {
  title: 'Window',
  parts: [WINDOW_WORKLOAD],
  async run({ quick, folder, say }) {
    const [file, large] = [SHAPE, LARGE].map((shape) => {
      const at = path.join(folder, `${shape.join('x')}.npy`);
      writeNpyFile(at, shape);
      return at;
    });
    try {
      const found = [];
      for (let i = 0; i < (quick ? 1 : 5); i++) {
        say(`${WINDOW_WORKLOAD}, ${i + 1}`);
        found.push(await once(file));
      }
      say(`memory of (${LARGE.join(', ')})`);
      const ratio = await memory(large);
      const of = (key) => median(found.map((one) => one[key])) * 1000;
      const rows = [
        { key: 'opened', name: 'file chosen to picture', micros: of('opened') },
        { key: 'pinned', name: 'click on a cell to its numbers', micros: of('pinned') },
        { key: 'layer', name: 'another layer to its picture', micros: of('layer') },
      ];
      const size = { key: 'memory', name: 'memory that a tensor takes ÷ its size', ratio };
      const lines = rows.map(({ name, micros }) => [name, duration(micros)]);
      const text = [
        `A file of ${SHAPE.join(' × ')} float32 values (16 MiB) in the browser's window, which uploads it; without motion. Each to the first frame that shows it.`,
        table(['', 'median'], lines),
        `(${LARGE.join(', ')}) is 98 MiB; all processes together took ${digits(ratio)} times as much more three seconds after it was shown, the file's upload included.`,
      ];
      return {
        text: text.join('\n\n'),
        results: [{ workload: { name: WINDOW_WORKLOAD }, rows: [...rows, size] }],
      };
    } finally {
      for (const at of [file, large]) fs.rmSync(at, { force: true });
    }
  },
};
