import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type * as axe from 'axe-core';
import { startApp } from './app.ts';
import { CommandLine } from './commandLine.ts';
import type { TestApp } from './host.ts';

// A report is designed in the window: what is shown is what is saved, and what the command line makes of the preset.
const PATIENCE = { timeout: 30_000 };
const cli = new CommandLine();
let app: TestApp;
let page: Page;
beforeAll(async () => {
  app = await startApp();
  page = await app.open({ width: 1366, height: 768 });
  await watch();
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('menuitem', { name: /^Design/ }).click();
  await shown().waitFor();
});
afterAll(async () => {
  // On a busy machine Chromium's collector may be quicker than the decoder of the test with a frame that is not needed any more.
  expect(app.troubles.filter((trouble) => !trouble.includes('A VideoFrame was'))).toEqual([]);
  await app.close();
  cli.remove();
});

const shown = () => page.getByRole('img', { name: 'As it will be saved' });
const facts = () => page.locator('[data-preview-facts]').textContent();

interface Watched extends Window {
  /** What the page last made an address for. */
  blob?: Blob;
}

/** Remembers what the preview shows: the policy lets nothing read it back by its address. */
const watch = () =>
  page.evaluate(() => {
    const make = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (blob: Blob) => {
      (window as Watched).blob = blob;
      return make(blob);
    };
  });

/** The bytes that the preview shows, a character each. */
const previewed = () =>
  page.evaluate(async () => {
    const bytes = new Uint8Array((await (window as Watched).blob?.arrayBuffer()) ?? []);
    return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  });

test('the preview is what is saved, and what the command line makes of the preset', async () => {
  await page.getByRole('combobox', { name: 'Format' }).selectOption('svg');
  await page.getByRole('combobox', { name: 'Look' }).selectOption('dark');
  await page.getByRole('textbox', { name: 'Caption' }).fill('One mean a channel.');
  await page.getByRole('checkbox', { name: 'PyTorch program' }).check();
  await expect.poll(facts, PATIENCE).toMatch(/^SVG · 1,280 × 800 px/);
  await expect.poll(previewed, PATIENCE).toContain('One mean a channel.');
  await expect.poll(previewed, PATIENCE).toContain('nn.BatchNorm1d');
  const picture = await app.save(page, () =>
    page.getByRole('button', { name: 'Export …' }).click(),
  );
  const bytes = fs.readFileSync(picture.file);
  expect(await previewed()).toBe(bytes.toString('latin1'));

  await page.getByRole('textbox', { name: 'Name of the preset' }).fill('dark with program');
  await page.getByRole('button', { name: 'Keep' }).click();
  await page.getByRole('combobox', { name: 'Preset' }).getByText('dark with program').waitFor({
    state: 'attached',
  });
  const preset = await app.save(page, () =>
    page.getByRole('button', { name: 'Save as a file …' }).click(),
  );
  expect(preset.name).toBe('dark_with_program.normscope-preset.json');
  const run = await cli.run(
    ...['report', '--example', 'nlp', '--layer', 'BatchNorm1d', '--formats', 'svg'],
    ...['--preset', preset.file, '--pin', '0,2,1', '--out', 'made'],
  );
  expect(run).toMatchObject({ status: 0, stderr: '' });
  expect(cli.read('made/nlp-BatchNorm1d.svg').equals(bytes)).toBe(true);
});

test('a kept preset is chosen again, and one from a file', async () => {
  const list = page.getByRole('combobox', { name: 'Preset' });
  await list.selectOption({ label: 'Paper, one column (85 mm)' });
  await expect.poll(previewed, PATIENCE).toContain('width="85mm"');
  await list.selectOption({ label: 'dark with program' });
  await expect.poll(previewed, PATIENCE).toContain('One mean a channel.');
  const file = `${app.folder}/own.json`;
  fs.writeFileSync(
    file,
    '{"schema":"normscope-preset","schemaVersion":1,"size":"square","caption":"From a file."}',
  );
  await app.pick(page, file, () => page.getByRole('button', { name: 'Open a file …' }).click());
  await expect.poll(previewed, PATIENCE).toContain('From a file.');
});

/**
 * Draws two pictures of one size over white, and says how far apart they are: 0 … 255 on average. Fonts within a picture
 * are read after it: it is drawn anew until it is near enough.
 */
const distance = (one: Buffer, other: Buffer, typeOfOne: string, near: number) =>
  page.evaluate(
    async ([a, b, type, limit]) => {
      const [width, height] = [1280, 800];
      const loaded = async (base64: string, of: string) => {
        const image = new Image();
        image.src = `data:${of};base64,${base64}`;
        await image.decode();
        return image;
      };
      const pixels = (image: HTMLImageElement) => {
        const context = new OffscreenCanvas(width, height).getContext('2d')!;
        context.fillStyle = '#ffffff';
        context.fillRect(0, 0, width, height);
        context.drawImage(image, 0, 0, width, height);
        return context.getImageData(0, 0, width, height).data;
      };
      const [left, right] = [await loaded(a, type), await loaded(b, 'image/png')];
      const goal = pixels(right);
      let apart = Infinity;
      for (let i = 0; i < 40 && apart >= limit; i++) {
        if (i > 0) await new Promise((resolve) => setTimeout(resolve, 250));
        const drawn = pixels(left);
        apart =
          drawn.reduce((sum, value, at) => sum + Math.abs(value - goal[at]!), 0) / drawn.length;
      }
      return apart;
    },
    [one.toString('base64'), other.toString('base64'), typeOfOne, near] as const,
  );

const hasInkscape = spawnSync('inkscape', ['--version']).status === 0;
const hasRsvg = spawnSync('rsvg-convert', ['--version']).status === 0;
test.each([
  // Edges are smoothed in other ways, text is hinted; in fonts of the system it is 5.7 apart.
  ['outlines', 2],
  ['fonts', 4],
] as const)(
  'an SVG with its letters as %s looks like the PNG, in Chromium, librsvg and Inkscape',
  async (letters, near) => {
    const preset = { schema: 'normscope-preset', schemaVersion: 1, letters };
    fs.writeFileSync(cli.path('letters.json'), JSON.stringify(preset));
    const run = await cli.run(
      ...['report', '--example', 'image', '--layer', 'LayerNorm', '--formats', 'svg,png'],
      ...['--preset', 'letters.json', '--language', 'ko', '--out', letters],
    );
    expect(run).toMatchObject({ status: 0, stderr: '' });
    const name = `${letters}/image-LayerNorm`;
    const [svg, png] = [cli.read(`${name}.svg`), cli.read(`${name}.png`)];
    expect(await distance(svg, png, 'image/svg+xml', near)).toBeLessThan(near);
    // Neither takes fonts from the file.
    if (letters === 'fonts') return;
    if (hasRsvg) {
      const drawn = spawnSync('rsvg-convert', ['-w', '1280'], { input: svg, maxBuffer: 2 ** 27 });
      expect(await distance(drawn.stdout, png, 'image/png', near)).toBeLessThan(near);
    }
    if (!hasInkscape) return;
    const drawn = cli.path('inkscape.png');
    const words = [cli.path(`${name}.svg`), '-w', '1280', '--export-type=png', '-o', drawn];
    const { status, stderr } = spawnSync('inkscape', words, { encoding: 'utf8' });
    expect(status, stderr).toBe(0);
    expect(await distance(fs.readFileSync(drawn), png, 'image/png', near)).toBeLessThan(near);
  },
);

test('a GIF begins and ends with the pictures of the first and the last step, and a film has its frames at their times', async () => {
  const file = cli.path('film.json');
  const preset = {
    ...{ schema: 'normscope-preset', schemaVersion: 1, size: { width: 640, height: 400 } },
    ...{ motion: { seconds: 2, framesPerSecond: 4 }, look: 'light', language: 'en' },
  };
  fs.writeFileSync(file, JSON.stringify(preset));
  const steps: Buffer[] = [];
  for (const step of ['group', 'running']) {
    const words = ['--pin', '0,2,1', '--step', step, '--scale', '1', '--formats', 'png'];
    const run = await cli.run(
      ...['report', '--example', 'nlp', '--layer', 'BatchNorm1d', '--preset', 'film.json'],
      ...[...words, '--out', step],
    );
    expect(run).toMatchObject({ status: 0, stderr: '' });
    steps.push(cli.read(`${step}/nlp-BatchNorm1d.png`));
  }
  await app.pick(page, file, () => page.getByRole('button', { name: 'Open a file …' }).click());
  const width = page.getByRole('textbox', { name: 'Width in pixels' });
  await expect.poll(() => width.inputValue(), PATIENCE).toBe('640');
  const made = async (format: string) => {
    await page.getByRole('combobox', { name: 'Format' }).selectOption(format);
    const { name, file: at } = await app.save(page, () =>
      page.getByRole('button', { name: 'Export …' }).click(),
    );
    expect(name).toBe(`nlp-BatchNorm1d.${format}`);
    return fs.readFileSync(at).toString('base64');
  };
  const png = (base64: string) => Buffer.from(base64, 'base64');

  const frames = await page.evaluate(
    async (base64) => {
      const data = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const decoder = new ImageDecoder({ data, type: 'image/gif' });
      await decoder.tracks.ready;
      const count = decoder.tracks.selectedTrack!.frameCount;
      const drawn = async (frameIndex: number) => {
        const { image } = await decoder.decode({ frameIndex });
        const delay = (image.duration ?? 0) / 1_000_000;
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [image.displayWidth, image.displayHeight];
        canvas.getContext('2d')!.drawImage(image, 0, 0);
        image.close();
        return { delay, picture: canvas.toDataURL().split(',')[1]! };
      };
      const all = [];
      for (let i = 0; i < count; i++) all.push(await drawn(i));
      return all;
    },
    await made('gif'),
  );
  /** A palette of 256 colours and a codec lose a little; from the other step it is much farther. */
  const isStep = async (picture: string, step: number) => {
    const [own, other] = [steps[step]!, steps[1 - step]!];
    const away = (from: Buffer) => distance(png(picture), from, 'image/png', Infinity);
    expect(await away(own)).toBeLessThan((await away(other)) / 2);
  };
  await isStep(frames[0]!.picture, 0);
  await isStep(frames.at(-1).picture, 1);
  let start = 0;
  const middles = frames.map(({ delay }) => (start += delay) - delay / 2);

  const film = await made('webm');
  // The program's page plays nothing.
  const player = await page.context().newPage();
  const { duration, distances } = await player.evaluate(
    async ([base64, goals]) => {
      const video = document.createElement('video');
      video.muted = true;
      video.src = `data:video/webm;base64,${base64}`;
      await new Promise((resolve, reject) => {
        video.onloadeddata = resolve;
        video.onerror = () => reject(new Error(video.error?.message));
      });
      const [width, height] = [video.videoWidth, video.videoHeight];
      const context = new OffscreenCanvas(width, height).getContext('2d')!;
      const pixels = (source: CanvasImageSource) => {
        context.drawImage(source, 0, 0);
        return context.getImageData(0, 0, width, height).data;
      };
      const pictures: Uint8ClampedArray[] = [];
      for (const { picture } of goals) {
        const image = new Image();
        image.src = `data:image/png;base64,${picture}`;
        await image.decode();
        pictures.push(pixels(image));
      }
      const apart = (a: Uint8ClampedArray, b: Uint8ClampedArray | undefined) =>
        b ? a.reduce((sum, value, at) => sum + Math.abs(value - b[at]!), 0) / a.length : Infinity;
      const found = [];
      for (const [i, { time }] of goals.entries()) {
        const there = new Promise((resolve) => (video.onseeked = resolve));
        video.currentTime = time;
        await there;
        // A frame may be shown a little after it was sought.
        let own = Infinity;
        let drawn = pixels(video);
        for (let tries = 0; tries < 40 && own > 3; tries++) {
          if (tries > 0) await new Promise((resolve) => setTimeout(resolve, 100));
          drawn = pixels(video);
          own = apart(drawn, pictures[i]);
        }
        const beside = [i - 1, i + 1].map((other) => apart(drawn, pictures[other]));
        found.push({ own, beside: Math.min(...beside) });
      }
      return { duration: video.duration, distances: found };
    },
    [film, frames.map(({ picture }, i) => ({ picture, time: middles[i]! }))] as const,
  );
  await player.close();
  expect(duration).toBeCloseTo(2, 1);
  // Palette and codec lose a little; of a frame that moves, the one before and the one after are farther.
  for (const { own, beside } of distances) {
    expect(own).toBeLessThan(3);
    expect(own).toBeLessThan(beside + 0.3);
  }
}, 240_000);

const kept = [
  'PNG picture',
  'SVG picture',
  'PDF',
  'Markdown',
  'Jupyter notebook',
  'Python program',
];

test('a report that is exported, closed, opened and exported again is the same bytes in every format', async () => {
  await page.keyboard.press('Escape');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor({ state: 'detached' });
  const all = async () => {
    const files: Buffer[] = [];
    for (const item of ['JSON report', ...kept]) {
      const { file } = await app.save(page, async () => {
        await page.getByRole('button', { name: 'Export', exact: true }).click();
        await page.getByRole('menuitem', { name: item }).click();
      });
      files.push(fs.readFileSync(file));
    }
    return files;
  };
  const before = await all();
  const file = cli.path('again.json');
  fs.writeFileSync(file, before[0]!);
  page = await app.open({ width: 1366, height: 768 });
  await app.drop(page, file);
  await expect.poll(() => page.title(), PATIENCE).toContain('again.json');
  const after = await all();
  expect(after.map((bytes, i) => bytes.equals(before[i]!))).toEqual(before.map(() => true));
}, 240_000);

test('the dialog passes axe, is left by the keyboard, and designs the pages of other screens', async () => {
  await watch();
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('menuitem', { name: /^Design/ }).click();
  await shown().waitFor();
  const source = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
  await page.evaluate(fs.readFileSync(source, 'utf8'));
  const violations = await page.evaluate(async () => {
    const { axe: runner } = window as unknown as { axe: typeof axe };
    return (await runner.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
  expect(violations).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });

  await page.getByRole('button', { name: 'Lessons', exact: true }).click();
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('menuitem', { name: /^Design/ }).click();
  await page.getByRole('combobox', { name: 'Format' }).selectOption('svg');
  await page.getByRole('textbox', { name: 'Title of my own' }).fill('My own lesson');
  await expect.poll(previewed, PATIENCE).toContain('My own lesson');
});

test('views of several screens are put together as pages, each in its size, saved, and opened again', async () => {
  const click = (name: string | RegExp) => page.getByRole('button', { name }).click();
  await click('Add this picture');
  await page.getByRole('combobox', { name: 'View' }).selectOption('explore');
  await page.getByRole('combobox', { name: 'Size', exact: true }).selectOption('a4');
  await expect.poll(previewed, PATIENCE).toContain('width="210mm"');
  await click('Add this picture');
  await page.getByRole('button', { name: 'One place up' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Two pages');
  await page.getByRole('combobox', { name: 'Format' }).selectOption('json');
  const { name, file } = await app.save(page, () => click('Export 2 pages (JSON) …'));
  expect(name).toBe('Two_pages.json');
  const bytes = fs.readFileSync(file);
  const { views } = JSON.parse(bytes.toString('utf8')) as { views: object[] };
  expect(views).toMatchObject([
    { schema: 'normscope-report', picture: { preset: { size: 'a4' } } },
    { format: 'normscope-page', kind: 'lesson', picture: { preset: { title: 'My own lesson' } } },
  ]);

  fs.writeFileSync(cli.path('two.json'), bytes);
  page = await app.open({ width: 1366, height: 768 });
  await app.drop(page, cli.path('two.json'));
  await page.getByRole('button', { name: 'My own lesson' }).click();
  await page.getByRole('combobox', { name: 'Format' }).selectOption('json');
  const again = await app.save(page, () => click('Export 2 pages (JSON) …'));
  expect(fs.readFileSync(again.file).equals(bytes)).toBe(true);
});
