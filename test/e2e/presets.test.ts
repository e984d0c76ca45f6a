import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import fixture from '../fixtures/precision.json' with { type: 'json' };
import { cardNumbers, choose, numberOf, startApp } from './app.ts';
import type { TestApp } from './host.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(async () => {
  await app?.close();
});

/** As expect.poll, with the patience that a busy machine needs. */
const eventually = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 15_000 });

const headline = (page: Page) => page.locator('main h2').first();
const hint = (page: Page) => page.locator('[data-preset]');
const tensors = (page: Page) => page.getByRole('complementary').first();
const ripple = async (page: Page) =>
  ((await page.locator('[data-ripple]').textContent()) ?? '').replace(/\s+/g, ' ').trim();

async function preset(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Try', exact: true }).click();
  await page.getByRole('menuitem', { name, exact: true }).click();
  await eventually(() => hint(page).textContent()).toContain(`${name}.`);
}

/** Variance, 1/√(σ² + ε) and output of one of the lab's formulas. */
async function labRow(page: Page, formula: string): Promise<number[]> {
  const cells = page.locator(`[data-formula="${formula}"] td`);
  return (await cells.allTextContents()).map(numberOf);
}

/** The fixture's numbers with the six digits that the lab shows. */
const shown = (values: readonly (number | string)[]) =>
  values.map((value) => {
    const digits = Math.abs(Number(value)) < 1e-3 ? 5 : 6;
    return Number(Number(value).toPrecision(digits));
  });

const recorded = (tensor: string, channel: number, offset: number) =>
  fixture.cases.find(
    (each) => each.tensor === tensor && each.channel === channel && each.offset === offset,
  )!;

test('the menu offers every preset, and a hint goes with undo or by its button', async () => {
  const page = await app.open();
  await page.getByRole('button', { name: 'Try', exact: true }).click();
  const items = await page.getByRole('menuitem').allTextContents();
  expect(items.map((text) => text.trim())).toEqual([
    'Padding leak',
    'NaN blast radius',
    'Constant channel',
    'Batch of one',
    'Large offset',
    'Damping neighbours',
    'Square trap (C = L)',
    'Role swap',
  ]);
  await page.keyboard.press('Escape');
  const before = await headline(page).textContent();
  await preset(page, 'Role swap');
  await eventually(() => headline(page).textContent()).not.toBe(before);
  await page.getByRole('button', { name: 'Undo' }).click();
  await eventually(() => headline(page).textContent()).toBe(before);
  await eventually(() => hint(page).count()).toBe(0);

  await preset(page, 'NaN blast radius');
  await page.getByRole('button', { name: 'Hide this hint' }).click();
  await eventually(() => hint(page).count()).toBe(0);
  expect(await ripple(page)).toBe('Changed outputs: 8 of 40 (sample 0: 4, sample 1: 4)');
  expect(app.troubles).toEqual([]);
  await page.context().close();
});

test('padding leaks into the other sample under BatchNorm, and never under LayerNorm over C', async () => {
  const page = await app.open();
  await preset(page, 'Padding leak');
  // every channel's statistic covers both samples: all 2 × 5 × 4 outputs
  await eventually(() => ripple(page)).toBe(
    'Changed outputs: 40 of 40 (sample 0: 20, sample 1: 20)',
  );
  await page.locator('[data-also-known]').waitFor();
  const axes = page.getByRole('group', { name: 'Reduce', exact: true });
  for (const name of ['N', 'L', 'C']) {
    const button = axes.getByRole('button', { name });
    const pressed = await button.getAttribute('aria-pressed');
    await button.click();
    await eventually(() => button.getAttribute('aria-pressed')).not.toBe(pressed);
  }
  // the padded position's 5 channels, in its own sample
  await eventually(() => ripple(page)).toBe('Changed outputs: 5 of 40 (sample 0: 0, sample 1: 5)');
  await page.context().close();
});

test('a constant channel has variance 0 and outputs 0, also after a NaN in it', async () => {
  const page = await app.open();
  await preset(page, 'NaN blast radius');
  await eventually(async () => (await cardNumbers(page)).variance[2]).toBeNaN();
  await preset(page, 'Constant channel');
  // σ² of the chosen channel, C = 2
  await eventually(async () => (await cardNumbers(page)).variance[2]).toBe(0);
  await choose(page, 'Which tensor', 'output y');
  await eventually(() => page.getByRole('gridcell').allTextContents()).toEqual(
    Array<string>(8).fill('0.0000'),
  );
  await page.context().close();
});

test('a batch of one is refused in training with PyTorch’s words, and runs in eval', async () => {
  const page = await app.open();
  await preset(page, 'Batch of one');
  await eventually(() => page.locator('main').textContent()).toContain(
    'Expected more than 1 value per channel when training, got input size torch.Size([1, 5])',
  );
  await choose(page, 'Mode', 'eval');
  await eventually(() => headline(page).textContent()).toContain('stored');
  await page.context().close();
});

test('the layouts: a square runs on the wrong axes, and InstanceNorm takes LayerNorm’s role', async () => {
  const page = await app.open();
  await preset(page, 'Square trap (C = L)');
  await eventually(() => headline(page).textContent()).toContain('averages over N and C');
  await choose(page, 'Layout', 'NCL');
  await eventually(() => headline(page).textContent()).toContain('averages over N and L');

  await preset(page, 'Role swap');
  await eventually(() => headline(page).textContent()).toContain('InstanceNorm1d averages over C');
  await eventually(() =>
    page.locator('[data-also-known]').getByRole('button').allTextContents(),
  ).toContainEqual(expect.stringContaining('LayerNorm([5]'));
  await page.context().close();
});

test('the precision lab shows numpy’s and PyTorch’s numbers for a large offset', async () => {
  const page = await app.open();
  await preset(page, 'Large offset');
  await page.locator('[data-lab] table').waitFor();
  const of = recorded('offset', 1, 0);
  const [mean = NaN, variance = NaN] = of.exact;
  expect(of.naive.slice(1, 3)).toEqual([-8, 'nan']);
  await eventually(() => labRow(page, 'naive32')).toEqual([-8, NaN, NaN]);
  // the pinned cell is x[1, 1, 3], the channel's value 1 · 8 + 3
  const rstd = 1 / Math.sqrt(variance + fixture.eps);
  const xhat = (of.values[11]! - mean) * rstd;
  expect(await labRow(page, 'twoPass')).toEqual(shown([variance, rstd, xhat]));
  expect(await labRow(page, 'torch')).toEqual(
    shown([of.torch[1]!, of.torch[2]!, of.torchOutputs[11]!]),
  );
  expect((await labRow(page, 'welford32')).slice(0, 2)).toEqual(shown(of.welford.slice(1, 3)));
  await eventually(() => page.locator('[data-lab-nan]').count()).toBe(1);

  await page.getByRole('button', { name: 'Undo' }).click();
  await eventually(() => page.locator('[data-lab] table').count()).toBe(0);
  await eventually(() => headline(page).textContent()).toContain('5 channels');
  expect(app.troubles).toEqual([]);
  await page.context().close();
});

test('the offset of the precision lab is moved by its slider or typed', async () => {
  const page = await app.open();
  await page.getByText('Precision lab', { exact: true }).click();
  const slider = page.getByRole('slider', { name: /^Offset added to the values of C = 2/ });
  await slider.focus();
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
  const field = page.getByRole('spinbutton', { name: 'Offset as a number' });
  expect(await field.inputValue()).toBe('10000');
  const of = recorded('nlp', 2, 10_000);
  await eventually(async () => (await labRow(page, 'naive32'))[0]).toBe(shown([of.naive[1]!])[0]);
  expect((await labRow(page, 'twoPass'))[0]).toBe(shown([of.exact[1]!])[0]);
  expect((await labRow(page, 'torch')).slice(0, 2)).toEqual(shown(of.torch.slice(1)));

  await field.fill('250');
  await page.keyboard.press('Enter');
  await eventually(() => page.locator('[data-formula="torch"]').textContent()).toContain(
    'not recorded',
  );
  await page.context().close();
});

test('the tensor that a preset brought is listed with the others', async () => {
  const page = await app.open();
  await preset(page, 'Large offset');
  await eventually(() => tensors(page).textContent()).toContain('Large offset');
  await page.context().close();
});
