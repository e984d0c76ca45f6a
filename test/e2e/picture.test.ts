import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { NormscopeApi } from '../../electron/ipc/contract.ts';
import { startApp } from './app.ts';
import { cubesOn, drawnOn, keepDrawn, numbersOf } from './drawn.ts';
import type { TestApp } from './host.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(async () => {
  expect(app.troubles).toEqual([]);
  await app.close();
});

/** Windows from the smallest to a large screen. */
const WINDOWS = [
  [1024, 640],
  [1280, 720],
  [1366, 768],
  [1920, 1080],
  [2560, 1440],
] as const;
/** Those that are tried in the other language. */
const PROJECTED = [WINDOWS[0], WINDOWS[1], WINDOWS[3]] as const;
const READABLE = 11;
/** Five windows of four examples, on a machine that does other things too. */
const MINUTES = 300_000;

const stage = (page: Page) => page.locator('canvas').first();
const examples = (page: Page) => page.locator('.choose');

/** The stage as it stands when it has been painted. */
async function painted(page: Page) {
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
  return drawnOn(stage(page));
}

/** Shows an example, nothing pinned, and waits for its picture. */
async function show(page: Page, at: number): Promise<void> {
  await examples(page).nth(at).click();
  await page.locator('main[aria-busy=false]').waitFor();
  await expect.poll(() => examples(page).nth(at).getAttribute('aria-pressed')).toBe('true');
  await expect.poll(async () => (await painted(page)).sides.length).toBeGreaterThan(0);
  expect(await page.locator('[role=gridcell][aria-selected=true]').count()).toBe(0);
}

/** Where what must not move lies. */
const places = (page: Page) =>
  page
    .locator('h2, canvas, button[data-group], [role=toolbar], main input[type=range]')
    .evaluateAll((all) =>
      all.map((each) => {
        const { x, y, width, height } = each.getBoundingClientRect();
        return [x, y, width, height].map(Math.round).join();
      }),
    );

/** The layout's buttons keep the keys of whoever has chosen one: gives them back. */
const blur = (page: Page) =>
  page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());

/** Walks all steps: formulas that are wider than their place, and steps whose cells have no numbers that are read. */
async function walkSteps(page: Page): Promise<string[]> {
  const wrong: string[] = [];
  const steps = page.locator('main ol li');
  const count = await steps.count();
  await blur(page);
  for (let step = 0; step < count; step++) {
    await page.keyboard.press('.');
    const numbers = numbersOf(await painted(page));
    if (numbers.length < 25) wrong.push(`step ${step}: ${numbers.length} numbers`);
    for (const { text, size } of numbers)
      if (size < READABLE - 0.05) wrong.push(`step ${step}: ${text} of ${size} pixels`);
    const cut = await page.evaluate(() => {
      const place = document.querySelector('[data-formulas]')?.getBoundingClientRect();
      return [...document.querySelectorAll('[data-formulas] .formula')]
        .filter((each) => place && each.getBoundingClientRect().right > place.right + 1)
        .map((each) => each.textContent);
    });
    wrong.push(...cut.map((text) => `step ${step} cuts ${text}`));
  }
  if ((await steps.last().locator('.current').count()) === 0) wrong.push('not at the last step');
  return wrong;
}

/** What means cells, by what it is called: pointing at it lights them. */
const PAIRS = {
  'a term of a formula': ['[data-step=mean] [data-cell]', 3],
  'a letter of a formula': ['[data-step=mean] .role-mean', 0],
  'the sentence': ['h2[data-sentence]', 0],
  'a cell of the slice': ['[role=gridcell]', 2],
  'a card of the statistics': ['button[data-group]', 1],
  'a step': ['main ol li button', 2],
} as const;

/** Points at each of these in the page, one after the other; what lit nothing on the stage. */
const darkPairs = (page: Page) =>
  page.evaluate(async (pairs) => {
    const lit = async (wanted: boolean) => {
      for (let frame = 0; frame < 90; frame++) {
        if (document.querySelector('main svg polygon') ? wanted : !wanted) return true;
        await new Promise(requestAnimationFrame);
      }
      return false;
    };
    /** As a pointer that comes or goes: entering and leaving is told to each element by itself. */
    const point = (place: Element, over: boolean) => {
      place.dispatchEvent(
        new PointerEvent(over ? 'pointerover' : 'pointerout', {
          bubbles: true,
          relatedTarget: null,
        }),
      );
      for (let each: Element | null = place; each; each = each.parentElement)
        each.dispatchEvent(new PointerEvent(over ? 'pointerenter' : 'pointerleave'));
    };
    const dark: string[] = [];
    for (const [name, [selector, at]] of Object.entries(pairs)) {
      const place = document.querySelectorAll(selector)[at];
      if (!place || !(await lit(false))) {
        dark.push(`${name}: ${place ? 'another is lit' : 'not there'}`);
        continue;
      }
      point(place, true);
      if (!(await lit(true))) dark.push(name);
      point(place, false);
    }
    return dark;
  }, PAIRS);

/** How much of the screen the input takes, in pixels: what hangs below the window is not seen. */
async function inputArea(page: Page): Promise<number> {
  const { y } = (await stage(page).boundingBox())!;
  const seen = page.viewportSize()!.height - y;
  const [cube] = cubesOn(await painted(page), seen);
  return cube ? cube.width * cube.height : 0;
}

/** Presents Explore, one step on, and goes back: how much larger it was, and its smallest number and formula in pixels. */
async function presented(page: Page) {
  const before = await inputArea(page);
  const ready = page.locator('[data-presented-formula]');
  await page.keyboard.press('F5');
  await ready.waitFor();
  await expect.poll(() => inputArea(page)).toBeGreaterThan(1.6 * before);
  const numbers = numbersOf(await painted(page)).map(({ size }) => size);
  await page.keyboard.press('PageDown');
  const formulas = ready.locator('.katex');
  await formulas.first().waitFor();
  const sizes = await formulas.evaluateAll((all) =>
    all.map((each) => parseFloat(getComputedStyle(each).fontSize)),
  );
  const bottom = await ready.evaluate((place) => place.getBoundingClientRect().bottom);
  const picture = (await stage(page).boundingBox())!;
  // the steps, and the presentation
  for (let each = 0; each < 2; each++) await page.keyboard.press('Escape');
  await ready.waitFor({ state: 'detached' });
  return {
    numbers: numbers.length,
    number: Math.min(...numbers),
    formula: Math.min(...sizes),
    bottom,
    width: picture.width,
  };
}

/** Words have no say in how large numbers are: each text size looks at every example in one language. */
test.each([
  ['en', 1, true],
  ['ko', 1, false],
  ['en', 2, false],
  ['ko', 2, true],
] as const)(
  'in %s at text size %d the picture is read on every window, and nothing in it moves or is cut',
  async (language, fontScale, thorough) => {
    const page = await app.open({ width: 1366, height: 768 });
    await page.evaluate(
      (settings) =>
        (window as unknown as { normscope: NormscopeApi }).normscope.call('settings.set', settings),
      { language, fontScale },
    );
    await page.reload();
    await stage(page).waitFor();
    await keepDrawn(page);
    for (const [width, height] of thorough ? WINDOWS : PROJECTED) {
      const where = `${width} × ${height}`;
      await page.setViewportSize({ width, height });
      for (let at = 0; at < (thorough ? await examples(page).count() : 1); at++) {
        await show(page, at);
        await page.keyboard.press('Escape');
        const drawn = await painted(page);
        const numbers = numbersOf(drawn);
        const small = numbers.filter(({ size }) => size < READABLE - 0.05);
        expect([where, at, small]).toEqual([where, at, []]);
        // Of images of 150 and 192 values a small window shows some slices.
        expect([where, at, numbers.length > 40]).toEqual([where, at, true]);
        for (const cube of cubesOn(drawn)) {
          const fills = cube.width >= 0.37 * drawn.width || cube.height >= 0.5 * drawn.height;
          expect([where, at, cube, fills]).toEqual([where, at, cube, true]);
        }
      }
      await show(page, 0);
      await page.keyboard.press('Escape');
      const before = await places(page);
      const box = (await stage(page).boundingBox())!;
      await page.mouse.move(box.x + box.width * 0.3, box.y + Math.min(box.height, height) * 0.4);
      await page.mouse.move(box.x + box.width * 0.31, box.y + Math.min(box.height, height) * 0.41);
      await painted(page);
      expect([where, await places(page)]).toEqual([where, before]);
      await page.mouse.move(2, 2);
      expect([where, await darkPairs(page)]).toEqual([where, []]);
      await page.locator('[role=gridcell]').nth(1).click();
      await page.mouse.move(2, 2);
      expect([where, 'pinned', await darkPairs(page)]).toEqual([where, 'pinned', []]);
      await page.getByText('NLC', { exact: true }).click();
      const banner = (await page.locator('.banner').boundingBox())!;
      expect([where, banner.y + banner.height <= height]).toEqual([where, true]);
      expect([where, await walkSteps(page)]).toEqual([where, []]);
      // the steps, and the pin
      for (let each = 0; each < 2; each++) await page.keyboard.press('Escape');
      await page.getByText('NCL', { exact: true }).click();
      await expect.poll(() => page.locator('.banner').count()).toBe(0);
      await blur(page);
      const least = width >= 1920 ? 14 : width >= 1280 ? 12 : READABLE;
      const { numbers, number, formula, bottom, width: wide } = await presented(page);
      expect([where, numbers > 40, number >= least - 0.05, formula >= 28]).toEqual([
        where,
        true,
        true,
        true,
      ]);
      expect([where, wide, bottom <= height]).toEqual([where, width, true]);
    }
    await page.close();
  },
  MINUTES,
);

test('what is pointed at anywhere lights its cells on the stage, pinned or not, and the stage lights it', async () => {
  const page = await app.open({ width: 1366, height: 760 });
  await keepDrawn(page);
  await page.setViewportSize({ width: 1366, height: 768 });
  const outlines = page.locator('main svg polygon');
  for (const pinned of [true, false]) {
    if (!pinned) await page.keyboard.press('Escape');
    for (const [name, [selector, at]] of Object.entries(PAIRS)) {
      await page.mouse.move(2, 2);
      await expect.poll(() => outlines.count()).toBe(0);
      await page.locator(selector).nth(at).hover();
      await expect.poll(() => outlines.count(), { message: name }).toBeGreaterThan(0);
    }
  }
  // x[0, 2, 1] = 1.65 stands in the slice of channel 2, which the panel shows.
  const [number] = numbersOf(await painted(page)).filter(({ text }) => text === '1.65');
  const box = (await stage(page).boundingBox())!;
  await page.mouse.move(box.x + number!.at[0], box.y + number!.at[1]);
  await page.locator('.tooltip').waitFor();
  await page.locator('[role=gridcell].hovered').waitFor();
  await page.locator('button[data-group].pointed').waitFor();
  await page.locator('[data-step=mean] [data-cell].lit').waitFor();
  await page.close();
});

test('within a group the pointer paints no cube again', async () => {
  const page = await app.open({ width: 1366, height: 760 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await keepDrawn(page);
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.keyboard.press('Escape');
  const numbers = numbersOf(await painted(page));
  const box = (await stage(page).boundingBox())!;
  const pointAt = async (flat: number, text: string) => {
    const { at } = numbers.find((number) => number.text === text)!;
    await page.mouse.move(box.x + at[0], box.y + at[1]);
    await page.locator(`[data-step=mean] [data-cell="${flat}"].lit`).waitFor();
    await painted(page);
  };
  // x[0, 2, 1] and x[0, 2, 3], two values of channel 2.
  await pointAt(9, '1.65');
  await page.evaluate(() => {
    const counted = window as unknown as { paints: number };
    counted.paints = 0;
    const proto = CanvasRenderingContext2D.prototype;
    // eslint-disable-next-line @typescript-eslint/unbound-method
    const { clearRect } = proto;
    proto.clearRect = function (...place) {
      counted.paints++;
      clearRect.apply(this, place);
    };
  });
  await pointAt(11, '−1.40');
  // What the new cell's arithmetic brings comes later than its light.
  await page.waitForTimeout(300);
  expect(await page.evaluate(() => (window as unknown as { paints: number }).paints)).toBe(0);
  await page.close();
});

test('every card of a comparison and of a lesson writes the numbers of its cells, on each window', async () => {
  const page = await app.open({ width: 1366, height: 760 });
  await keepDrawn(page);
  const cards = page.locator('main article canvas');
  /** Cards that have not been painted yet, or write too few or too small numbers: cubes hide some of their cells. */
  const unread = async () => {
    const drawn = await Promise.all((await cards.all()).map(drawnOn));
    return drawn
      .map(numbersOf)
      .filter((all) => all.length < 30 || all.some(({ size }) => size < READABLE - 0.05)).length;
  };
  const look = async (where: string, count: number) => {
    for (const [width, height] of WINDOWS) {
      await page.setViewportSize({ width, height: height - 1 });
      await page.setViewportSize({ width, height });
      await expect.poll(() => cards.count()).toBe(count);
      await expect.poll(unread, { message: `${where} at ${width} × ${height}` }).toBe(0);
    }
  };
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await look('Compare', 4);
  await page.getByRole('button', { name: 'Lessons', exact: true }).click();
  await page.locator('[data-lesson=squareTrap]').click();
  await look('what is asked', 2);
  await page.getByRole('button', { name: 'Show the answer' }).click();
  await page.locator('[data-difference] canvas').waitFor();
  await page.close();
});
