import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

const FACTS = {
  title: '레이어 x: μ',
  description: 'Two words',
  software: 'Normscope 1.2.3',
  language: 'ko',
  keywords: '{"layer":"LayerNorm"}',
};

test('a PNG says in texts of its own what it shows and what made it', async () => {
  const png = await rasterizer.rasterize(figure(), 1, FACTS);
  const texts: Record<string, string> = {};
  const bytes = Buffer.from(png);
  for (let at = 8; at < bytes.length; at += bytes.readUInt32BE(at) + 12) {
    const body = bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at));
    if (bytes.toString('latin1', at + 4, at + 8) !== 'iTXt') continue;
    const end = body.indexOf(0);
    texts[body.toString('latin1', 0, end)] = body.toString('utf8', end + 5);
  }
  expect(texts).toEqual({
    Title: '레이어 x: μ',
    Description: 'Two words',
    Software: 'Normscope 1.2.3',
    Normscope: '{"layer":"LayerNorm"}',
  });
  // Whatever reads it as a picture sees the same one.
  expect(png.length - (await rasterizer.rasterize(figure(), 1)).length).toBe(
    Object.entries(texts).reduce(
      (sum, [name, text]) => sum + 12 + name.length + 5 + Buffer.byteLength(text),
      0,
    ),
  );
});

describe('a PDF', () => {
  const pages = [
    { ...figure(text('x[0, 2]: −1.5 정규화 μ')), width: 320 },
    { ...figure(text('y')), title: '둘째 쪽' },
  ];
  const make = () => rasterizer.draw({ kind: 'pdf', figures: pages, scale: 0.75, facts: FACTS });

  test('knows its language, its pages by their titles, and no time', async () => {
    const bytes = Buffer.from(await make());
    const raw = bytes.toString('latin1');
    expect(raw).toContain('/Lang (ko)');
    expect(raw).toContain('/Outlines');
    // 둘째 쪽 in UTF-16
    expect(raw).toContain('<FEFFB458C9F80020CABD>');
    expect(raw).not.toMatch(/CreationDate|ModDate/);
    expect(Buffer.compare(bytes, Buffer.from(await make()))).toBe(0);
  });

  test('of one page has no outline', async () => {
    const one = await rasterizer.draw({
      kind: 'pdf',
      figures: pages.slice(0, 1),
      scale: 0.75,
      facts: FACTS,
    });
    expect(Buffer.from(one).toString('latin1')).not.toContain('/Outlines');
  });

  const poppler = spawnSync('pdftotext', ['-v']).status === 0;
  test.runIf(poppler)(
    'has its text as text, signs and Hangul too, in fonts of its own',
    async () => {
      const file = path.join(folder, 'two.pdf');
      writeFileSync(file, await make());
      const read = (program: string, ...words: string[]) => {
        const { status, stdout, stderr } = spawnSync(program, words, { encoding: 'utf8' });
        expect([status, stderr]).toEqual([0, '']);
        return stdout;
      };
      expect(read('pdftotext', file, '-')).toContain('x[0, 2]: −1.5 정규화 μ');
      const info = read('pdfinfo', file);
      expect(info).toMatch(/Title: +레이어 x: μ/);
      expect(info).toMatch(/Pages: +2/);
      // 320 × 40 pixels are 240 × 30 points
      expect(info).toMatch(/Page size: +240 x 30 pts/);
      const fonts = read('pdffonts', file).trimEnd().split('\n').slice(2);
      expect(fonts.length).toBeGreaterThan(1);
      for (const line of fonts) expect(line).toMatch(/ yes yes yes /);
    },
  );
});

test('an SVG in outlines has shapes for letters, and says what it shows', async () => {
  const bytes = await rasterizer.draw({ kind: 'outlines', figure: figure(text('정규화 x')) });
  const svg = Buffer.from(bytes).toString('utf8');
  expect(svg).not.toContain('<text');
  expect(svg).toMatch(/<path[^>]* d="M/);
  expect(svg).toContain('<title id="figure-title">t</title>');
});

test('a GIF has a frame for every figure that differs, its part alone, and as long as they stand', async () => {
  const moved = (x: number): Mark => ({
    kind: 'rect',
    x,
    y: 10,
    width: 4,
    height: 4,
    fill: '#ff0000',
  });
  const figures = [figure(moved(10)), figure(moved(10)), figure(moved(30))];
  const bytes = Buffer.from(
    await rasterizer.draw({ kind: 'gif', figures, delays: [100, 50, 70], loop: 3 }),
  );
  expect(bytes.toString('latin1', 0, 6)).toBe('GIF89a');
  expect([bytes.readUInt16LE(6), bytes.readUInt16LE(8)]).toEqual([120, 40]);
  // Graphic control extensions: delays in hundredths of a second
  const delays: number[] = [];
  for (
    let at = bytes.indexOf('21f904', 0, 'hex');
    at >= 0;
    at = bytes.indexOf('21f904', at + 1, 'hex')
  )
    delays.push(bytes.readUInt16LE(at + 4));
  expect(delays).toEqual([15, 7]);
  // The second picture holds both places of the square: from 10 to 34, 4 pixels high.
  const second = bytes.indexOf('21f904', bytes.indexOf('21f904', 0, 'hex') + 1, 'hex') + 8;
  expect([0, 2, 4, 6].map((field) => bytes.readUInt16LE(second + 1 + field))).toEqual([
    10, 10, 24, 4,
  ]);
});

const moving = {
  kind: 'gif',
  figures: Array.from({ length: 40 }, (_, i) => figure(text(String(i)))),
  delays: Array.from({ length: 40 }, () => 100),
  loop: 0,
} as const;

test('a moving picture tells how far it is, frame by frame', async () => {
  const told: number[] = [];
  const bytes = await rasterizer.draw(moving, {
    id: 'moving',
    onProgress: (done, total) => void told.push(done / total),
  });
  expect(Buffer.from(bytes.subarray(0, 6)).toString('latin1')).toBe('GIF89a');
  expect(told).toEqual([...Array.from({ length: 40 }, (_, i) => i / 40), 1]);
});

test('a moving picture that is cancelled ends as such, and the next one is drawn', async () => {
  const drawn = rasterizer.draw(moving, {
    id: 'unwanted',
    onProgress: () => void rasterizer.cancel('unwanted'),
  });
  await expect(drawn).rejects.toMatchObject({ code: 'cancelled' });
  expect(rasterizer.cancel('unwanted')).toBe(false);
  expect(sizeOf(await rasterizer.rasterize(figure(), 1))).toEqual([120, 40]);
});
