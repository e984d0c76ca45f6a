import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, expect, test } from 'vitest';
import type { Figure } from '../../../core/figure/marks.ts';
import {
  createRasterizer,
  rasterizers,
  type Rasterizer,
} from '../../../electron/service/rasterize.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'normscope-raster-'));
const entry = pathToFileURL(path.join(folder, 'worker.mjs'));
/** Draws by the title of a figure: dies, throws, tells how far it is, waits to be stopped, or says where its fonts lie. */
writeFileSync(
  entry,
  `import { parentPort, threadId, workerData } from 'node:worker_threads';
parentPort.on('message', ({ id, drawing, stop }) => {
  const { title } = drawing.figure;
  const done = (text) => parentPort.postMessage({ id, ok: true, bytes: new TextEncoder().encode(text) });
  if (title === 'die') process.exit(3);
  if (title === 'break') throw new Error('broken');
  if (title === 'refuse') return parentPort.postMessage({ id, ok: false, message: 'no ink' });
  if (title === 'fonts') return done(workerData.fonts);
  if (title === 'thread') return done(String(threadId));
  if (title === 'wait') {
    parentPort.postMessage({ id, done: 1, total: 4 });
    const never = new Int32Array(new SharedArrayBuffer(4));
    for (let i = 0; i < 2000 && Atomics.load(new Int32Array(stop), 0) === 0; i++) Atomics.wait(never, 0, 0, 5);
    return parentPort.postMessage({ id, ok: false, message: 'stopped' });
  }
  done(JSON.stringify({ drawing, stop: stop !== undefined }));
});`,
);

let open: Rasterizer[] = [];
afterEach(async () => {
  for (const one of open) await one.close();
  open = [];
});
afterAll(() => rmSync(folder, { recursive: true }));

function made(fonts: URL | string = '/fonts'): Rasterizer {
  const one = createRasterizer({ entry, fonts });
  open.push(one);
  return one;
}
const figure = (title: string): Figure => ({
  ...{ width: 4, height: 2, background: '#fff', marks: [], title, description: '' },
});
const png = (title: string) => ({ kind: 'png', figure: figure(title), scale: 1 }) as const;
const text = async (bytes: Promise<Uint8Array>) => new TextDecoder().decode(await bytes);
const facts = { title: 't', description: 'd', software: 's', language: 'en', keywords: '' };

test('fonts are found by a path, whether they are told as one or as an address', async () => {
  expect(await text(made('/a b').draw(png('fonts')))).toBe('/a b');
  expect(await text(made(pathToFileURL('/a b')).draw(png('fonts')))).toBe('/a b');
});

test('a picture is a drawing of its scale, with what it says of itself where that is given', async () => {
  const drawer = made();
  const asked = async (...words: Parameters<Rasterizer['rasterize']>) =>
    JSON.parse(await text(drawer.rasterize(...words))) as object;
  const drawing = { kind: 'png', figure: figure('x'), scale: 4 };
  expect(await asked(figure('x'), 4)).toEqual({ drawing, stop: false });
  expect(await asked(figure('x'), 4, facts)).toEqual({
    drawing: { ...drawing, facts },
    stop: false,
  });
  expect(await asked(figure('x'), 1)).toMatchObject({ drawing: { scale: 1 } });
});

test.each([0.99, 4.01, Number.NaN])('a scale of %d is refused in words', async (scale) => {
  await expect(made().rasterize(figure('x'), scale)).rejects.toMatchObject({
    code: 'badScale',
    message: `The scale of a picture must be from 1 to 4, got ${scale}.`,
    details: { scale },
  });
});

test('what cannot be drawn says why, and the next picture is drawn by the same thread', async () => {
  const drawer = made();
  const thread = await text(drawer.draw(png('thread')));
  await expect(drawer.draw(png('refuse'))).rejects.toThrow(
    'The picture could not be drawn: no ink',
  );
  expect(await text(drawer.draw(png('thread')))).toBe(thread);
});

test.each([
  ['ends', 'die', 'exit status 3'],
  ['throws', 'break', 'broken'],
])(
  'a thread that %s fails all its pictures, and another draws the next',
  async (_, how, reason) => {
    const drawer = made();
    const thread = await text(drawer.draw(png('thread')));
    const both = [drawer.draw(png(how)), drawer.draw(png('thread'))];
    for (const one of both)
      await expect(one).rejects.toMatchObject({
        code: 'workerDied',
        message: `The rasteriser stopped (${reason}). Try again, or choose a smaller scale.`,
        details: { reason },
      });
    expect(await text(drawer.draw(png('thread')))).not.toBe(thread);
  },
);

test('a watched drawing tells how far it is, and its end', async () => {
  const told: [number, number][] = [];
  const watched = { id: 'a', onProgress: (...far: [number, number]) => void told.push(far) };
  expect(JSON.parse(await text(made().draw(png('x'), watched)))).toMatchObject({ stop: true });
  expect(told).toEqual([[1, 1]]);
});

test('a drawing is stopped by its name, and no other', async () => {
  const drawer = made();
  const told: [number, number][] = [];
  const ended = drawer.draw(png('wait'), {
    id: 'a',
    onProgress(...far) {
      told.push(far);
      if (told.length > 1) return;
      expect(drawer.cancel('b')).toBe(false);
      expect(drawer.cancel('a')).toBe(true);
    },
  });
  await expect(ended).rejects.toMatchObject({
    code: 'cancelled',
    message: 'The picture was cancelled.',
  });
  expect(told).toEqual([
    [1, 4],
    [1, 1],
  ]);
  expect(drawer.cancel('a')).toBe(false);
});

test('closing ends what is under way; then nothing is drawn any more', async () => {
  const drawer = made();
  const ended = drawer.draw(png('x'));
  const closed = drawer.close();
  await expect(ended).rejects.toMatchObject({ code: 'cancelled' });
  await closed;
  const closing = { code: 'closed', message: 'The program is closing.' };
  await expect(drawer.draw(png('x'))).rejects.toMatchObject(closing);
  // whatever is wrong with it
  await expect(drawer.rasterize(figure('x'), 9)).rejects.toMatchObject(closing);
  await made().close();
});

test('several draw in turn, are cancelled as one and close as one', async () => {
  const two = rasterizers(2, { entry, fonts: '/' });
  open.push(two);
  const threads: string[] = [];
  for (let i = 0; i < 4; i++) threads.push(await text(two.draw(png('thread'))));
  expect(new Set(threads).size).toBe(2);
  expect(threads.slice(2)).toEqual(threads.slice(0, 2));
  const first = await text(two.rasterize(figure('thread'), 1));
  expect([first, await text(two.rasterize(figure('thread'), 1))]).toEqual(threads.slice(0, 2));
  await two.draw(png('x'));
  const ended = two.draw(png('wait'), { id: 'a', onProgress: () => void two.cancel('a') });
  await expect(ended).rejects.toMatchObject({ code: 'cancelled' });
  expect(two.cancel('a')).toBe(false);
  await two.close();
  for (let i = 0; i < 2; i++)
    await expect(two.draw(png('x'))).rejects.toMatchObject({ code: 'closed' });
});
