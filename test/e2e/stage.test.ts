import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp } from './app.ts';
import type { TestApp } from './host.ts';

let app: TestApp;
let page: Page;
beforeAll(async () => {
  app = await startApp();
  page = await app.open();
});
afterAll(async () => {
  await app?.close();
});

const timeline = () => page.getByRole('region', { name: 'Step through the layer' });
const caption = () => timeline().locator('.caption');
/** The formula with the real numbers, as it is read aloud. */
const numbers = () => timeline().getByRole('math').nth(1).getAttribute('aria-label');

// The pinned cell is x[0, 2, 1] = 1.6487 of the notebook's NLP example: channel 2 has mean −0.0431 and biased variance 1.1125.
test.each([
  ['group', 'share one mean and one variance', 'n = 8'],
  ['gather', 'Gather the 8 values of channel 2', '1.6487'],
  ['mean', 'Add the 8 values of channel 2', '/ 8 = −0.0431'],
  ['deviation', 'Subtract μ = −0.0431', '= 1.6918'],
  ['square', 'Square every deviation', '= 2.8621'],
  ['variance', 'biased variance', '/ 8 = 1.1125'],
  ['epsSqrt', 'Add eps = 1e−5', '= 1.0548'],
  ['divide', 'mean 0 and variance 1.0000', '/ 1.0548 = 1.6039'],
  ['scaleShift', 'Multiply 1.6039 by γ = 1', '= 1.6039'],
  ['allGroups', 'The same for all 5 groups', '√(1.1125 + 1e−5)'],
  ['running', 'running statistics of channel 2', '= 1.0271'],
])(
  'the step "%s" has a sentence and the numbers of the pinned cell',
  async (_, sentence, formula) => {
    await page.keyboard.press('.');
    await expect.poll(() => caption().locator('p').first().textContent()).toContain(sentence);
    await expect.poll(numbers).toContain(formula);
  },
);

test('steps go back, and the last one stays the last', async () => {
  await page.keyboard.press('.');
  await expect.poll(() => caption().textContent()).toContain('running statistics');
  await page.keyboard.press(',');
  await expect.poll(() => caption().textContent()).toContain('The same for all 5 groups');
});

test('scrubbing shows exactly the moment that is asked for', async () => {
  const slider = timeline().getByRole('slider');
  await slider.focus();
  await page.keyboard.press('Home');
  await expect.poll(() => slider.getAttribute('aria-valuetext')).toMatch(/^1 \/ 11/);
  const before = await page.locator('canvas').screenshot();
  await page.keyboard.press('End');
  await expect.poll(() => slider.getAttribute('aria-valuetext')).toMatch(/^11 \/ 11/);
  await page.keyboard.press('Home');
  await expect.poll(() => slider.getAttribute('aria-valuetext')).toMatch(/^1 \/ 11/);
  await page.mouse.move(0, 0);
  expect((await page.locator('canvas').screenshot()).equals(before)).toBe(true);
});

test('space plays and pauses, and closing shows the result again', async () => {
  await timeline().getByRole('button', { name: 'Show the result' }).click();
  await expect.poll(() => caption().count()).toBe(0);
  await page.getByRole('button', { name: 'Play the steps (space)' }).click();
  await expect
    .poll(() => timeline().getByRole('button', { name: 'Pause (space)' }).count())
    .toBe(1);
  await expect
    .poll(() => caption().textContent(), { timeout: 10_000 })
    .toContain('Gather the 8 values');
  await page.getByRole('button', { name: 'Pause (space)' }).click();
  await expect
    .poll(() => page.getByRole('button', { name: 'Play the steps (space)' }).count())
    .toBe(1);
});

test('nothing went wrong in the page', () => {
  expect(app.troubles).toEqual([]);
});
