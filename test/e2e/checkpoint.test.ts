import fs from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inRoot } from '../../build/paths.mjs';
import { npzCatalog } from '../../core/io/npz.ts';
import { startApp } from './app.ts';
import { violations } from './axe.ts';
import type { TestApp } from './host.ts';

// The page about a file of weights: its layers, what is strange about them, another file beside it.
let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(async () => {
  await app?.close();
});

const eventually = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 20_000 });
const fixture = (name: string) => inRoot(`test/fixtures/checkpoints/${name}`);

test('a checkpoint opens on its layers; findings, comparison, folding, a tensor and a layer in Explore', async () => {
  const page = await app.open({ width: 1280, height: 720 });
  const list = page.getByRole('complementary', { name: 'Tensor, layer and view' });
  await app.pick(page, fixture('damaged-nan-mean.pth'), () =>
    list.getByRole('button', { name: 'Open a tensor' }).click(),
  );
  const layers = page.getByRole('list', { name: 'Normalization layers' });
  await layers.getByRole('button', { name: /bn1/ }).click();
  const section = page.getByRole('region', { name: 'bn1' });
  await section.getByText(/running_mean has NaN or Inf in channel \(3\)/).waitFor();
  await eventually(() => section.getByRole('img').count()).toBe(5);
  expect(await violations(page)).toEqual([]);
  // By keyboard through the channels; all charts and the folding follow.
  await section.getByRole('slider').focus();
  await page.keyboard.press('ArrowRight');
  await eventually(() => section.getByText(/a = .*, b = /).count()).toBe(1);
  const saved = await app.save(page, async () => {
    await section.getByRole('button', { name: 'Export folded' }).click();
    await page.getByRole('menuitem', { name: /a·x \+ b/ }).click();
  });
  const { tensors } = npzCatalog(new Uint8Array(fs.readFileSync(saved.file)));
  expect(tensors.map(({ member, shape }) => [member, shape])).toEqual([
    ['weight', [8]],
    ['bias', [8]],
  ]);
  await app.pick(page, fixture('damaged-permuted.pth'), () =>
    page.getByRole('combobox', { name: 'Compare with' }).selectOption({ label: 'Open another …' }),
  );
  await eventually(() =>
    page.getByRole('combobox', { name: 'Compare with' }).inputValue(),
  ).not.toBe('');
  await page.getByRole('searchbox').fill('bn1.weight');
  await page.getByRole('button', { name: /^bn1\.weight/ }).click();
  await page.getByRole('img', { name: /Values of bn1\.weight/ }).waitFor();
  await page.getByRole('searchbox').fill('');
  await layers.getByRole('button', { name: /bn1/ }).click();
  await page.getByRole('button', { name: 'Open this layer' }).click();
  await list.getByRole('button', { name: /^bn1 \(4 × 8 × 8\)/ }).waitFor();
  await eventually(() => page.locator('header [aria-current=page]').textContent()).toMatch(
    /Explore/,
  );
  expect(app.troubles).toEqual([]);
  await page.close();
});
