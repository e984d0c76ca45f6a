import { afterAll, beforeAll, expect, test } from 'vitest';
import { inRoot } from '../../build/paths.mjs';
import { sliceNumbers, startApp } from './app.ts';
import { violations } from './axe.ts';
import type { TestApp } from './host.ts';

// Tensors that are made in the window: of sentences, by seed, of pictures.
let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(async () => {
  await app?.close();
});

const eventually = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 20_000 });

test('sentences carry their tokens along L, numbers are made by seed, a picture is read again in another size', async () => {
  const page = await app.open({ width: 1366, height: 768 });
  const list = page.getByRole('complementary', { name: 'Tensor, layer and view' });
  const dialog = page.getByRole('dialog');
  const make = () => list.getByRole('button', { name: 'Make a tensor' }).click();
  await make();
  await dialog.getByText('sentences', { exact: true }).click();
  await dialog.getByRole('textbox', { name: 'Sentences, one a line' }).fill('a b c\nd');
  await dialog.getByRole('textbox', { name: 'Channels' }).fill('2');
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Make', exact: true }).click();
  const heads = page.getByRole('grid').getByRole('columnheader');
  await eventually(async () => (await heads.allTextContents()).join(' ')).toMatch(
    /a \/ d.*b \/ <pad>.*c \/ <pad>/,
  );
  await make();
  await dialog.getByRole('textbox', { name: 'Shape' }).fill('2, x');
  expect(await dialog.getByRole('button', { name: 'Make', exact: true }).isDisabled()).toBe(true);
  await dialog.getByRole('textbox', { name: 'Shape' }).fill('2, 2');
  await dialog.getByRole('combobox', { name: 'Values' }).selectOption('constant');
  await dialog.getByRole('button', { name: 'Make', exact: true }).click();
  await eventually(() => sliceNumbers(page)).toEqual([3, 3, 3, 3]);
  await app.pick(page, inRoot('test/fixtures/images/turned.jpg'), () =>
    list.getByRole('button', { name: 'Open a tensor' }).click(),
  );
  await list.getByRole('button', { name: /turned\.jpg.*H 46 × W 30/ }).waitFor();
  await list.getByRole('button', { name: 'How turned.jpg is read' }).click();
  await dialog.getByRole('textbox', { name: 'Width' }).fill('4');
  await dialog.getByRole('textbox', { name: 'Height' }).fill('3');
  await dialog.getByText('ImageNet mean and deviation').click();
  await dialog.getByRole('button', { name: 'Read them so' }).click();
  await list.getByRole('button', { name: /turned\.jpg.*H 3 × W 4/ }).waitFor();
  await eventually(() => dialog.count()).toBe(0);
  expect(app.troubles).toEqual([]);
  await page.close();
});
