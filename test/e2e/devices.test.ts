import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp } from './app.ts';
import type { TestApp } from './host.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(async () => {
  await app?.close();
});

const eventually = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 15_000 });

test('the moments of two devices merge to those of the batch, in a step of their own', async () => {
  const page = await app.open();
  const timeline = page.getByRole('region', { name: 'Step through the layer' });
  const stations = timeline.getByRole('list').getByRole('button', { includeHidden: true });
  await eventually(() => stations.count()).toBe(11);

  await page.getByRole('button', { name: /^Layer:/ }).click();
  await page.locator('[role=option][data-name=SyncBatchNorm]').click();
  await page.getByLabel('replicas', { exact: true }).fill('[1, 1]');
  await page.keyboard.press('Enter');
  await eventually(() => stations.count()).toBe(12);

  const slider = timeline.getByRole('slider');
  await slider.focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
  await eventually(() => slider.getAttribute('aria-valuetext')).toContain(
    '3 / 12: Each of the 2 devices',
  );
  const numbers = () => timeline.getByRole('math').nth(1).getAttribute('aria-label');
  // x[0, 2] sums to −0.8995 and x[1, 2] to 0.5550: over 4 −0.2249 and 0.1388, together −0.3445 over 8.
  // Squared deviations 5.2059 and 3.4299, plus 0.3636² · 16 / 8 = 0.2644: 8.9002, over 8 1.1125.
  await eventually(numbers).toBe(
    [
      'n₀ = 4, μ₀ = −0.2249, M₀ = 5.2059',
      'n₁ = 4, μ₁ = 0.1388, M₁ = 3.4299',
      'μ = (4 · (−0.2249) + 4 · 0.1388) / 8 = −0.0431',
      'M = 5.2059 + 3.4299 + (0.1388 − (−0.2249))² · 4 · 4 / 8 = 8.9002',
      'σ² = M / 8 = 8.9002 / 8 = 1.1125',
    ].join('; '),
  );
  await page.keyboard.press('ArrowRight');
  await eventually(() => slider.getAttribute('aria-valuetext')).toContain(
    '4 / 12: Add the 8 values',
  );
  expect(app.troubles).toEqual([]);
  await page.context().close();
});
