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

export const HOVER_WORKLOAD = 'hover with nothing pinned, (64, 256, 256)';
/** The size whose cells are pointed at; the pointer wanders over one cube, in pixels to each side. */
const POINTED = SIZES[2];
const WANDER = 60;

/** Milliseconds that the page's main thread has worked. */
async function busy(session) {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
}

/**
 * Swings the pointer about a point for a while.
 * @param by  pixels from side to side and up and down
 * @returns   milliseconds between frames, and work a frame
 */
async function swing(page, [x, y], by, milliseconds) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await page.evaluate(recordFrames);
  const worked = await busy(session);
  const until = Date.now() + milliseconds;
  for (let i = 0; Date.now() < until; i++) {
    const angle = i * STEP;
    await page.mouse.move(x + by[0] * Math.sin(angle), y + by[1] * Math.sin(angle * 0.7));
  }
  const deltas = await page.evaluate(stopFrames);
  const work = ((await busy(session)) - worked) / deltas.length;
  await session.detach();
  return { deltas, work };
}

/** A point of the stage, by shares of its width and height. */
async function onStage(page, across, down) {
  const box = await page.locator(STAGE).boundingBox();
  return [box.x + box.width * across, box.y + box.height * down];
}

/** Turns the cube by its canvas for a while. */
async function turn(page, milliseconds) {
  const middle = await onStage(page, 0.5, 0.5);
  await page.mouse.move(...middle);
  await page.mouse.down();
  const found = await swing(page, middle, SWING, milliseconds);
  await page.mouse.up();
  return found;
}

/** Points at one cell of the input after another. @throws Error when it shows nothing of them */
async function hover(page, milliseconds) {
  const middle = await onStage(page, 0.28, 0.5);
  const swung = (time) => swing(page, middle, [WANDER, WANDER], time);
  await swung(300);
  await page.locator('.tooltip').waitFor({ timeout: 1000 });
  const found = await swung(milliseconds);
  await page.mouse.move(2, 2);
  return found;
}

/** Pins a cell of the input: the others pale, as while a person looks at one group. */
async function pinCell(page) {
  await page.mouse.click(...(await onStage(page, 0.28, 0.5)));
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
    const pointed = shape === POINTED ? await hover(page, milliseconds) : null;
    await pinCell(page);
    const before = await page.locator(STAGE).screenshot();
    await turn(page, 300);
    const after = await page.locator(STAGE).screenshot();
    if (after.equals(before)) throw new Error('the cube does not turn');
    const turned = await turn(page, milliseconds);
    return { turned, pointed, renderer: await page.evaluate(paintedBy) };
  } finally {
    await window.close();
    fs.rmSync(file);
  }
}

/** A row of the table. */
function told(name, { deltas, work }) {
  const middle = median(deltas);
  const cells = [middle, quantile(deltas, 0.95), 1000 / middle, work].map(digits);
  return [name, ...cells, deltas.length];
}

/** Time between frames while the cube is turned, and while its cells are pointed at. */
export const frames = {
  title: 'Frames',
  parts: ['Frames'],
  async run({ quick, folder, say }) {
    const rows = [];
    let renderer = '';
    let slow = 0;
    for (const shape of SIZES) {
      say(`turning (${shape.join(', ')})`);
      const found = await framesOf(folder, shape, quick ? 1500 : 5000);
      renderer = found.renderer;
      rows.push(told(`(${shape.join(', ')})`, found.turned));
      if (!found.pointed) continue;
      rows.push(told(HOVER_WORKLOAD, found.pointed));
      slow = quantile(found.pointed.deltas, 0.95);
    }
    const head = ['', 'median ms', '95 % ms', 'frames a second', 'work ms', 'frames'];
    const where = `${WINDOW.width}×${WINDOW.height}, headless, painted by ${renderer}`;
    return {
      text: `Milliseconds between frames while the pointer turns input and output with a cell pinned, and while it points at one cell after another (${where}); the rhythm of 60 Hz, 16.7 ms, is the least that there can be. Work is what the page's main thread does in a frame.\n\n${table(head, rows)}`,
      results: [
        {
          workload: { name: HOVER_WORKLOAD },
          rows: [{ key: 'slow', name: '95 % of frames', micros: slow * 1000 }],
        },
      ],
    };
  },
};
