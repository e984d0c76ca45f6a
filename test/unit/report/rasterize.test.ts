import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { build, type InlineConfig } from 'vite';
import { FONT_FILES } from '../../../build/fonts.mjs';
import { nodeBundle } from '../../../build/nodeBundle.mjs';
import type { Figure, Mark } from '../../../core/figure/marks.ts';
import { createRasterizer, type Rasterizer } from '../../../electron/service/rasterize.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
let folder: string;
let entry: URL;
let rasterizer: Rasterizer;

beforeAll(async () => {
  // Below node_modules, where the worker finds its packages.
  const parent = path.join(root, 'node_modules', '.tmp');
  mkdirSync(parent, { recursive: true });
  folder = mkdtempSync(path.join(parent, 'raster-test-'));
  const config = nodeBundle as InlineConfig;
  const input = { 'workers/rasterWorker': path.join(root, 'electron/workers/rasterWorker.ts') };
  const rolldownOptions = { ...config.build?.rolldownOptions, input };
  await build({ ...config, build: { ...config.build, outDir: folder, rolldownOptions } });
  const fonts = path.join(folder, 'fonts');
  mkdirSync(fonts);
  for (const file of FONT_FILES)
    copyFileSync(path.join(root, 'node_modules', file), path.join(fonts, path.basename(file)));
  entry = pathToFileURL(path.join(folder, 'workers/rasterWorker.js'));
  rasterizer = createRasterizer({ entry, fonts });
});

afterAll(async () => {
  await rasterizer.close();
  rmSync(folder, { recursive: true, force: true });
});

function figure(...marks: Mark[]): Figure {
  return { width: 120, height: 40, background: '#ffffff', marks, title: 't', description: 'd' };
}

function text(content: string): Mark {
  return { kind: 'text', x: 8, y: 28, text: content, size: 20, family: 'sans', fill: '#000000' };
}

/** Width and height out of the header of a PNG, whose first 16 bytes are signature and chunk head. */
function sizeOf(png: Uint8Array): [number, number] {
  const view = new DataView(png.buffer, png.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
}

test.each([1, 2, 4])(
  'a picture at scale %i has that many device pixels a figure pixel',
  async (scale) => {
    expect(sizeOf(await rasterizer.rasterize(figure(), scale))).toEqual([120 * scale, 40 * scale]);
  },
);

test('the same figure gives the same bytes', async () => {
  const one = await rasterizer.rasterize(figure(text('x̂ = μ ± √σ² 정규화')), 2);
  const two = await rasterizer.rasterize(figure(text('x̂ = μ ± √σ² 정규화')), 2);
  expect(Buffer.compare(one, two)).toBe(0);
});

test('Greek, signs and Hangul have glyphs of their own', async () => {
  const characters = [...'μσγβεΣ²√·−×→≈⌊정규화평균', 'x̂', 'x'];
  const pictures = await Promise.all(
    characters.map(async (one) =>
      Buffer.from(await rasterizer.rasterize(figure(text(one)), 1)).toString('base64'),
    ),
  );
  expect(new Set(pictures).size).toBe(characters.length);
});

test('an image mark is drawn pixel by pixel', async () => {
  const mark = (red: number): Mark => ({
    kind: 'image',
    width: 1,
    height: 1,
    rgba: Uint8ClampedArray.of(red, 0, 0, 255),
    transform: [10, 0, 0, 10, 0, 0],
  });
  const [dark, bright] = await Promise.all(
    [0, 255].map((red) => rasterizer.rasterize(figure(mark(red)), 1)),
  );
  expect(Buffer.compare(dark ?? Buffer.of(), bright ?? Buffer.of())).not.toBe(0);
});

test.each([0, 5, NaN])('a scale of %d is refused', async (scale) => {
  await expect(rasterizer.rasterize(figure(), scale)).rejects.toMatchObject({ code: 'badScale' });
});

test('a worker that dies fails its pictures, and another is tried for the next', async () => {
  const broken = createRasterizer({ entry, fonts: path.join(folder, 'missing') });
  for (const _ of [1, 2])
    await expect(broken.rasterize(figure(), 1)).rejects.toMatchObject({ code: 'workerDied' });
  await broken.close();
});
