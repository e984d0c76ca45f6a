import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readNpy, writeNpy } from '../../core/io/npy.ts';
import { tensor } from '../../core/tensor/tensor.ts';
import type { NormscopeApi } from '../../electron/ipc/contract.ts';
import { cardNumbers, choose, numberOf, sliceNumbers, startApp } from './app.ts';
import type { Saved, TestApp } from './host.ts';

interface NotebookExample {
  readonly shape: number[];
  readonly input: number[];
  readonly mean: number[];
  readonly variance: number[];
  readonly output: number[];
}

const fixture = JSON.parse(
  fs.readFileSync(new URL('../fixtures/notebook.json', import.meta.url), 'utf8'),
) as { nlp: NotebookExample; image: NotebookExample };

/** Half a unit of the fourth decimal, and a hair for PyTorch's float32. */
const FOUR_DECIMALS = 5.2e-5;

function expectClose(found: readonly number[], wanted: readonly number[]): void {
  expect(found.length).toBe(wanted.length);
  found.forEach((value, i) =>
    expect(Math.abs(value - (wanted[i] ?? NaN)), `number ${i}: ${value}`).toBeLessThan(
      FOUR_DECIMALS,
    ),
  );
}

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(async () => {
  await app?.close();
});

async function closing<T>(page: Page, use: (page: Page) => Promise<T>): Promise<T> {
  try {
    return await use(page);
  } finally {
    await page.context().close();
  }
}

/** As expect.poll, with the patience that a busy machine needs. */
const eventually = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 15_000 });

const headline = (page: Page) => page.locator('main h2').first();
const example = (page: Page, name: string) =>
  page.getByRole('button', { name: new RegExp(`^${name}`) });

test('the NLP example shows the notebook\u2019s statistics and its 40 outputs', async () => {
  await closing(await app.open(), async (page) => {
    await eventually(() => headline(page).textContent()).toBe(
      'BatchNorm1d averages over N and L: 8 values for each of 5 channels',
    );
    const { mean, variance } = await cardNumbers(page);
    expect(mean).toEqual([0.6264, -0.14, -0.0431, 0.0626, -0.0629]);
    expect(variance).toEqual([1.6543, 0.9625, 1.1125, 1.2423, 1.0358]);

    await choose(page, 'Which tensor', 'output y');
    const [N, C, L] = [2, 5, 4];
    for (let c = 0; c < C; c++) {
      await page.locator(`button[data-group="${c}"]`).click();
      await eventually(() => page.locator('h2', { hasText: 'Slice' }).textContent()).toContain(
        `C = ${c}`,
      );
      const wanted = Array.from({ length: N * L }, (_, i) => {
        const n = Math.floor(i / L);
        return fixture.nlp.output[(n * C + c) * L + (i % L)] ?? NaN;
      });
      expectClose(await sliceNumbers(page), wanted);
    }
  });
});

test('the image example shows torch\u2019s statistics and its 150 outputs', async () => {
  await closing(await app.open(), async (page) => {
    await example(page, 'Image example').click();
    await eventually(() => headline(page).textContent()).toBe(
      'BatchNorm2d averages over N, H and W: 50 values for each of 3 channels',
    );
    const { mean, variance } = await cardNumbers(page);
    expectClose(mean, fixture.image.mean);
    expectClose(variance, fixture.image.variance);

    await choose(page, 'Which tensor', 'output y');
    for (let n = 1; n >= 0; n--) {
      for (let c = 2; c >= 0; c--) {
        await walkTo(page, 'N', n);
        await walkTo(page, 'C', c);
        const from = (n * 3 + c) * 25;
        expectClose(await sliceNumbers(page), fixture.image.output.slice(from, from + 25));
      }
    }
    expect((await sliceNumbers(page)).slice(0, 5)).toEqual([
      -0.9478, -1.0392, 1.8916, 0.1218, 0.3434,
    ]);
  });
});

/** Steps a fixed axis of the slice to an index with its buttons. */
async function walkTo(page: Page, axis: string, index: number): Promise<void> {
  const title = page.locator('h2', { hasText: 'Slice' });
  for (;;) {
    const at = Number(new RegExp(`${axis} = (\\d+)`).exec((await title.textContent()) ?? '')?.[1]);
    if (at === index) return;
    const name = at < index ? `Higher index on ${axis}` : `Lower index on ${axis}`;
    await page.getByRole('button', { name }).click();
  }
}

test('the arithmetic of the pinned cell is the notebook\u2019s', async () => {
  await closing(await app.open(), async (page) => {
    const step = (id: string) => ({
      // Signs are bound to what they stand before.
      textContent: async () =>
        (await page.locator(`[data-step=${id}]`).textContent())?.replaceAll('\u00a0', ' '),
    });
    await eventually(() => step('scaleShift').textContent()).toContain(
      'y = 1 · 1.6039 + 0 = 1.6039',
    );
    expect(await step('mean').textContent()).toMatch(/\/\s8/);
    expect(await step('variance').textContent()).toContain('divide by 8, not 7');
    expect(await step('running').textContent()).toContain(
      'running_var[2] ← 0.9 · 1 + 0.1 · 1.2715',
    );
  });
});

test('the keyboard walks the cell, turns the slice, unpins and pins', async () => {
  await closing(await app.open(), async (page) => {
    const active = page.locator('[role=gridcell].cursor');
    const pinned = page.locator('[role=gridcell][aria-selected=true]');
    const text = async () => numberOf((await active.textContent()) ?? '');
    await eventually(text).toBe(1.6487);
    await page.keyboard.press('ArrowRight');
    await eventually(text).toBe(-0.3925);
    await page.keyboard.press('ArrowDown');
    await eventually(text).toBe(-1.0892);
    await page.keyboard.press(']');
    await eventually(text).toBe(0.0499);
    expect(
      await page.locator('button[data-group][aria-pressed=true]').getAttribute('data-group'),
    ).toBe('3');
    await page.keyboard.press('[');
    await page.keyboard.press('[');
    await eventually(text).toBe(1.5736);
    await page.keyboard.press('Escape');
    await eventually(() => pinned.count()).toBe(0);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await eventually(() => pinned.textContent()).toBe('0.3211');
    await eventually(() => page.locator('[data-step=scaleShift]').textContent()).toContain(
      '0.4700',
    );
    await page.keyboard.press('?');
    await eventually(() => page.getByRole('dialog').isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    await eventually(() => page.getByRole('dialog').count()).toBe(0);
  });
});

test('pointing at a cell shows its numbers, clicking pins it, dragging turns the cubes', async () => {
  await closing(await app.open(), async (page) => {
    const box = await page.locator('canvas').boundingBox();
    if (!box) throw new Error('no canvas');
    const tooltip = page.locator('.tooltip');
    const spot = await findCell(page, box);
    await eventually(() => tooltip.textContent()).toMatch(/N \d, C \d, L \d/);
    const name = /N (\d), C (\d), L (\d)/.exec((await tooltip.textContent()) ?? '');
    await page.mouse.click(spot.x, spot.y);
    const pinnedTitle = page.locator('h2', { hasText: 'The pinned cell' });
    const index = name?.slice(1).join(', ') ?? '';
    await eventually(() => pinnedTitle.textContent()).toContain(`x[${index}]`);

    const isometric = page.getByRole('button', { name: 'Isometric' });
    expect(await isometric.getAttribute('aria-pressed')).toBe('true');
    await page.mouse.move(box.x + 40, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + 140, box.y + 60, { steps: 4 });
    await page.mouse.up();
    expect(await isometric.getAttribute('aria-pressed')).toBe('false');
    await page.mouse.dblclick(box.x + 40, box.y + 40);
    await eventually(() => isometric.getAttribute('aria-pressed')).toBe('true');
    await page.mouse.wheel(0, -240);
    await page.getByRole('button', { name: 'Top (3)' }).click();
    expect(await isometric.getAttribute('aria-pressed')).toBe('false');
  });
});

/** Moves the pointer over the left half of the stage until it is over a cell. */
async function findCell(page: Page, box: { x: number; y: number; width: number; height: number }) {
  for (let part = 0.2; part < 0.5; part += 0.02) {
    const spot = { x: box.x + box.width * part, y: box.y + box.height * 0.4 };
    await page.mouse.move(spot.x, spot.y);
    await page.waitForTimeout(30);
    if ((await page.locator('.tooltip').count()) > 0) return spot;
  }
  throw new Error('no cell under the pointer');
}

test('options are checked as they are typed; undo and the defaults bring them back', async () => {
  await closing(await app.open(), async (page) => {
    const eps = page.getByRole('textbox', { name: 'eps' });
    await eps.fill('1e');
    await eventually(() => eps.getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator('.problem').allTextContents()).toContain(
      'Not a number. Type it like 0.001 or 1e-5.',
    );
    const features = page.getByRole('textbox', { name: 'num_features' });
    await features.fill('0');
    await eventually(() => page.locator('.problem').allTextContents()).toContain(
      'Must be at least 1.',
    );
    await features.fill('5');
    await eps.fill('1');
    // y = (1.6487 + 0.0431) / √(1.1125 + 1) = 1.1640
    await eventually(() => page.locator('[data-step=scaleShift]').textContent()).toContain(
      '1.1640',
    );
    await eps.blur();
    await page.keyboard.press('Control+z');
    await eventually(() => page.locator('[data-step=scaleShift]').textContent()).toContain(
      '1.6039',
    );
    expect(await eps.inputValue()).toBe('1e-5');
  });
});

test('what PyTorch refuses is explained, and the last good numbers stay', async () => {
  await closing(await app.open(), async (page) => {
    await page.getByRole('textbox', { name: 'num_features' }).fill('7');
    const alert = page.getByRole('alert');
    await eventually(() => alert.textContent()).toContain(
      'running_mean should contain 5 elements not 7. Set num_features to 5',
    );
    expect((await cardNumbers(page)).mean[0]).toBe(0.6264);
    await alert.getByRole('button', { name: 'Back to the defaults' }).click();
    await eventually(() => alert.count()).toBe(0);
  });
});

test('layers that do not fit say why and cannot be chosen', async () => {
  await closing(await app.open(), async (page) => {
    await page.getByRole('button', { name: /^Layer:/ }).click();
    const option = (name: string) => page.locator(`[role=option][data-name=${name}]`);
    expect(await option('BatchNorm2d').getAttribute('aria-disabled')).toBe('true');
    expect(await option('BatchNorm2d').textContent()).toContain('takes (N, C, H, W)');
    await option('BatchNorm2d').click({ force: true });
    expect(await headline(page).textContent()).toContain('BatchNorm1d');
    await option('LayerNorm').click();
    await eventually(() => headline(page).textContent()).toBe(
      'LayerNorm averages over C and L: 20 values for each of 2 samples',
    );
  });
});

test('eval uses the running statistics and says that it has none yet', async () => {
  await closing(await app.open(), async (page) => {
    await choose(page, 'Mode', 'eval');
    await eventually(() => headline(page).textContent()).toContain('averages over nothing');
    // A choice that was clicked keeps none of the picture's keys.
    const asked = page.getByRole('dialog');
    await page.keyboard.press('?');
    await asked.waitFor();
    await page.keyboard.press('Escape');
    await asked.waitFor({ state: 'detached' });
    expect((await cardNumbers(page)).variance).toEqual([1, 1, 1, 1, 1]);
    expect(await page.locator('[data-notice=freshRunning]').count()).toBe(1);
  });
});

test('the layout is what the layer is fed: (N, L, C) makes BatchNorm1d average over the wrong axes', async () => {
  await closing(await app.open(), async (page) => {
    await choose(page, 'Layout', 'NLC');
    await eventually(() => headline(page).textContent()).toContain(
      'averages over N and C: 10 values',
    );
    expect(await page.locator('[data-notice=axisOrder]').textContent()).toContain('permute');
  });
});

function exported(page: Page, item: string): Promise<Saved> {
  return app.save(page, async () => {
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: item }).click();
  });
}

test('every export is a file that reads back', async () => {
  await closing(await app.open(), async (page) => {
    const save = async (item: string) => {
      const { name, file } = await exported(page, item);
      return { name, bytes: fs.readFileSync(file) };
    };
    const png = await save('PNG picture');
    expect(png.name).toBe('nlp-BatchNorm1d.png');
    expect(png.bytes.subarray(0, 8).toString('latin1')).toBe('\u0089PNG\r\n\u001a\n');
    expect(png.bytes.readUInt32BE(16)).toBeGreaterThan(1000);

    const svg = (await save('SVG picture')).bytes.toString();
    expect(svg).toMatch(/^<svg|^<\?xml/);
    expect(svg).toContain('BatchNorm1d');

    const json = JSON.parse((await save('JSON report')).bytes.toString()) as {
      schema: string;
      statistics: { mean: number[] };
      output: { values: number[][][] };
    };
    expect(json.schema).toBe('normscope-report');
    expectClose(json.statistics.mean, fixture.nlp.mean);
    expectClose(json.output.values.flat(2), fixture.nlp.output);

    const npy = readNpy(new Uint8Array((await save('Output as .npy')).bytes)).tensor;
    expect(npy.shape).toEqual([2, 5, 4]);
    expectClose([...npy.data], fixture.nlp.output);
  });
});

test('a file opens through the chooser and by dropping it on the window', async () => {
  await closing(await app.open(), async (page) => {
    const file = path.join(app.folder, 'small.csv');
    fs.writeFileSync(file, '1,2,3\n4,5,9\n');
    await app.pick(page, file, () =>
      page.getByRole('button', { name: 'Open a tensor or a report' }).click(),
    );
    await eventually(() => example(page, 'small\\.csv').count()).toBe(1);
    // The layer stays BatchNorm1d: columns (1, 4), (2, 5), (3, 9) with means 2.5, 3.5, 6 and biased variances 1.5², 1.5², 3²
    await eventually(() => cardNumbers(page)).toMatchObject({
      mean: [2.5, 3.5, 6],
      variance: [2.25, 2.25, 9],
    });

    const dropped = path.join(app.folder, 'dropped.csv');
    fs.writeFileSync(dropped, '1,2\n3,4\n');
    await app.drop(page, dropped);
    await eventually(() => example(page, 'dropped\\.csv').count()).toBe(1);
  });
});

test('theme, language and text size change at once and are kept', async () => {
  const page = await app.open();
  const root = page.locator('html');
  await page.getByRole('button', { name: 'Appearance and language' }).click();
  await choose(page, 'Theme', 'Dark');
  await eventually(() => root.getAttribute('data-theme')).toBe('dark');
  await choose(page, 'Language', '한국어');
  await eventually(() => headline(page).textContent()).toBe(
    'BatchNorm1d는 N과 L에 걸쳐 평균을 냅니다: 채널 5개 각각에 값 8개씩',
  );
  await page.getByRole('button', { name: '글자 크게' }).click();
  await eventually(() => root.evaluate((node) => getComputedStyle(node).fontSize)).toBe('18.4px');
  await page.context().close();

  await closing(await app.open({ keep: true }), async (again) => {
    expect(await again.locator('html').getAttribute('data-theme')).toBe('dark');
    expect(await again.locator('html').getAttribute('lang')).toBe('ko');
    expect(await headline(again).textContent()).toContain('평균을 냅니다');
  });
});

test('the session is there again after a restart of the window', async () => {
  const page = await app.open();
  await example(page, 'Image example').click();
  await eventually(() => headline(page).textContent()).toContain('BatchNorm2d');
  await choose(page, 'Mode', 'eval');
  await page.waitForTimeout(1200);
  await page.context().close();
  await closing(await app.open({ keep: true }), async (again) => {
    await eventually(() => headline(again).textContent()).toContain('BatchNorm2d in eval');
  });
});

test('presenting hides the panels and enlarges the rest', async () => {
  await closing(await app.open({ width: 1920, height: 1080 }), async (page) => {
    await page.keyboard.press('F5');
    await eventually(() => page.locator('aside').count()).toBe(0);
    const box = await page.locator('canvas').boundingBox();
    expect(box?.width).toBe(1920);
    await page.keyboard.press('F5');
    await eventually(() => page.locator('aside').count()).toBe(2);
  });
});

test('nothing is cut off in the smallest window', async () => {
  await closing(await app.open({ width: 1024, height: 640 }), async (page) => {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBe(1024);
    const explode = page.getByRole('slider', { name: 'Explode' });
    await explode.scrollIntoViewIfNeeded();
    const box = await explode.boundingBox();
    expect((box?.y ?? 999) + (box?.height ?? 0)).toBeLessThanOrEqual(640);
    for (const panel of await page.locator('aside').all()) {
      const hidden = await panel.evaluate((node) => node.scrollWidth - node.clientWidth);
      expect(hidden).toBe(0);
    }
    // What nobody can scroll back is not scrolled by what is looked for in it.
    await page.locator('[data-also-known]').evaluate((node) => node.scrollIntoView());
    expect((await page.locator('header').first().boundingBox())?.y).toBe(0);
    // Heads of rows cover what is scrolled beneath them.
    const heights = await page
      .locator('[role=grid] [role=row]')
      .last()
      .evaluate((row) => [row, row.children[0]!].map((each) => each.clientHeight));
    expect(heights[1]).toBe(heights[0]);
    // Buttons without words say what they do as they are reached; where there is room they have words.
    await page.getByRole('button', { name: /^Present/ }).focus();
    await page.keyboard.press('Tab');
    await page.locator('[data-tip-shown]').getByText('Appearance and language').waitFor();
    const words = page.locator('header .words').filter({ visible: true });
    expect(await words.count()).toBe(0);
    await page.setViewportSize({ width: 1280, height: 720 });
    expect(await words.allTextContents()).toEqual([
      'Undo',
      'Redo',
      'Present',
      'Appearance',
      'Keys',
    ]);
  });
});

test('programs are there where they are scrolled to, and follow the layer', async () => {
  await closing(await app.open(), async (page) => {
    const panel = page.locator('aside').last();
    const program = () => panel.locator('pre').textContent();
    await panel.evaluate((scroller) => scroller.scrollTo(0, scroller.scrollHeight));
    await eventually(program).toContain('nn.BatchNorm1d(5)');
    await page.getByRole('button', { name: /^Layer:/ }).click();
    await page.getByRole('option', { name: /^InstanceNorm1d/ }).click();
    await eventually(program).toContain('nn.InstanceNorm1d(5');
  });
});

test('the smallest and largest of a block are shown when they are asked for, the next layer keeps to it', async () => {
  await closing(await app.open(), async (page) => {
    // −3 and 1 in turn along rows and columns: every block holds as many of both, whose mean is −1.
    const data = Float32Array.from({ length: 2 * 512 * 512 }, (_, i) =>
      (i + (i >> 9)) % 2 ? -3 : 1,
    );
    const file = path.join(app.folder, 'blocks.npy');
    fs.writeFileSync(file, writeNpy(tensor(data, [2, 512, 512])));
    await app.pick(page, file, () =>
      page.getByRole('button', { name: 'Open a tensor or a report' }).click(),
    );
    await eventually(() => example(page, 'blocks\\.npy').count()).toBe(1);
    const stage = page.locator('[data-stage]');
    const tooltip = async () => {
      const box = (await stage.boundingBox())!;
      await page.mouse.move(0, 0);
      await page.mouse.move(box.x + box.width * 0.28, box.y + box.height * 0.5);
      return stage.locator('.tooltip').textContent();
    };
    const expectBlock = async (words: string, x: string) => {
      await eventually(tooltip).toContain(words);
      expect((await tooltip())?.replaceAll(/\s+/g, ' ')).toMatch(new RegExp(`x ?${x}`));
    };
    await expectBlock('mean of the block', '\u22121');
    await choose(page, 'Blocks', 'min');
    await expectBlock('smallest of the block', '\u22123');
    await choose(page, 'Blocks', 'max');
    await expectBlock('largest of the block', '1');
    await page.getByRole('button', { name: /^Layer:/ }).click();
    await page.getByRole('option', { name: /^InstanceNorm1d/ }).click();
    await expectBlock('largest of the block', '1');
  });
});

// The desktop's bridge lets no page take the place of what it calls.
test.skipIf(process.env['NORMSCOPE_E2E_HOST'] === 'desktop')(
  'the table of a large tensor turns to the next slice once its numbers are known, and waits no longer than a moment',
  async () => {
    await closing(await app.open(), async (page) => {
      // Every value is the index of its channel.
      const data = Float32Array.from({ length: 32 * 128 * 128 }, (_, i) => (i >> 7) % 128);
      const file = path.join(app.folder, 'channels.npy');
      fs.writeFileSync(file, writeNpy(tensor(data, [32, 128, 128])));
      await app.pick(page, file, () =>
        page.getByRole('button', { name: 'Open a tensor or a report' }).click(),
      );
      const cursor = page.locator('[role=gridcell].cursor');
      await eventually(() => cursor.getAttribute('title')).toBe('63');
      await page.evaluate(watchSlices);

      await page.keyboard.press(']');
      await eventually(() => cursor.getAttribute('title')).toBe('64');
      const { missing, slowest } = await page.evaluate(slicesSeen);
      expect(missing && slowest < 90).toBe(false);

      await page.evaluate(() => window.holdSlices(true));
      await page.keyboard.press(']');
      await eventually(() => cursor.textContent()).toBe('…');
      await page.evaluate(() => window.holdSlices(false));
      await eventually(() => cursor.getAttribute('title')).toBe('65');

      // Of another layer the table shows the axes that this averages over, and the same cell.
      await page.getByRole('button', { name: /^Layer:/ }).click();
      await page.getByRole('option', { name: /^InstanceNorm1d/ }).click();
      await eventually(() => page.locator('aside h2').getByText('N = 15').count()).toBe(1);
      await eventually(() => cursor.getAttribute('title')).toBe('65');
      expect(await page.getByRole('columnheader').nth(1).textContent()).toMatch(/^L /);
    });
  },
);

declare global {
  interface Window {
    /** Whether a number was missing in the table, and how many milliseconds the slowest answer about a slice took. */
    slices: { missing: boolean; slowest: number };
    /** Lets answers about slices wait until they are let go. */
    holdSlices: (held: boolean) => void;
  }
}

/** Runs in the page. Makes window.slices and window.holdSlices. */
function watchSlices(): void {
  window.slices = { missing: false, slowest: 0 };
  const grid = document.querySelector('[data-slice-grid]')!;
  const look = () => (window.slices.missing ||= grid.textContent.includes('…'));
  new MutationObserver(look).observe(grid, { subtree: true, childList: true, characterData: true });
  let go = () => {};
  let held: Promise<void> | null = null;
  window.holdSlices = (hold) => {
    go();
    held = hold ? new Promise((resolve) => (go = resolve)) : null;
  };
  const api = (window as unknown as { normscope: NormscopeApi }).normscope;
  const call = api.call.bind(api);
  api.call = (async (...asked: Parameters<typeof call>) => {
    const from = performance.now();
    const answer = await call(...asked);
    if (asked[0] !== 'tensor.slice') return answer;
    window.slices.slowest = Math.max(window.slices.slowest, performance.now() - from);
    await held;
    return answer;
  }) as typeof api.call;
}

const slicesSeen = () => window.slices;

test('no page had an error', () => {
  expect(app.troubles).toEqual([]);
});
