import fs from 'node:fs';
import path from 'node:path';
import { digits, table } from '../format.mjs';
import { paintedBy, recordFrames, stopFrames } from '../inPage.mjs';
import { median, quantile } from '../median.mjs';
import { firstPicture, openWebWindow, STAGE, WINDOW } from '../webWindow.mjs';
import { writeNpyFile } from '../writeNpyFile.mjs';

const SIZES = [
  [4, 8, 8],
  [16, 64, 64],
  [64, 256, 256],
  [8, 512, 512],
];
/** How far the pointer swings from side to side and up and down, in pixels: the cube is never seen edge on. */
const SWING = [120, 20];
/** Radians of the swing between two movements. */
const STEP = 0.06;

/** Milliseconds that the page's main thread has worked. */
async function busy(session) {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
}

/** Turns the cube by its canvas for a while. @returns milliseconds between frames, and work a frame */
async function turn(page, milliseconds) {
  const box = await page.locator(STAGE).boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await page.evaluate(recordFrames);
  const worked = await busy(session);
  const until = Date.now() + milliseconds;
  for (let i = 0; Date.now() < until; i++) {
    const angle = i * STEP;
    await page.mouse.move(x + SWING[0] * Math.sin(angle), y + SWING[1] * Math.sin(angle * 0.7));
  }
  const deltas = await page.evaluate(stopFrames);
  const work = ((await busy(session)) - worked) / deltas.length;
  await page.mouse.up();
  await session.detach();
  return { deltas, work };
}

/** Pins a cell of the input: the others pale, as while a person looks at one group. */
async function pinCell(page) {
  const box = await page.locator(STAGE).boundingBox();
  await page.mouse.click(box.x + box.width * 0.28, box.y + box.height * 0.5);
}

async function framesOf(folder, shape, milliseconds) {
  const file = path.join(folder, `${shape.join('x')}.npy`);
  writeNpyFile(file, shape);
  const window = await openWebWindow([file]);
  try {
    const { page } = window;
    await firstPicture(page);
    await page
      .getByRole('button', { name: path.basename(file) })
      .first()
      .waitFor();
    await page.waitForTimeout(1500);
    await pinCell(page);
    const before = await page.locator(STAGE).screenshot();
    await turn(page, 300);
    const after = await page.locator(STAGE).screenshot();
    if (after.equals(before)) throw new Error('the cube does not turn');
    return { ...(await turn(page, milliseconds)), renderer: await page.evaluate(paintedBy) };
  } finally {
    await window.close();
    fs.rmSync(file);
  }
}

/** Time between frames while the cube is turned. */
export const frames = {
  title: 'Frames',
  parts: ['Frames'],
  async run({ quick, folder, say }) {
    const rows = [];
    let renderer = '';
    for (const shape of SIZES) {
      say(`turning (${shape.join(', ')})`);
      const found = await framesOf(folder, shape, quick ? 1500 : 5000);
      renderer = found.renderer;
      const { deltas, work } = found;
      const middle = median(deltas);
      const cells = [middle, quantile(deltas, 0.95), 1000 / middle, work].map(digits);
      rows.push([`(${shape.join(', ')})`, ...cells, deltas.length]);
    }
    const head = ['tensor', 'median ms', '95 % ms', 'frames a second', 'work ms', 'frames'];
    const where = `${WINDOW.width}×${WINDOW.height}, headless, painted by ${renderer}`;
    return {
      text: `Milliseconds between frames while the pointer turns input and output with a cell pinned (${where}); the rhythm of 60 Hz, 16.7 ms, is the least that there can be. Work is what the page's main thread does in a frame.\n\n${table(head, rows)}`,
    };
  },
};
