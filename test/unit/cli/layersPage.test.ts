import { expect, test } from 'vitest';
import { layersPage } from '../../../electron/cli/layersPage.ts';

test('the documentation’s page of layers is the table', async () => {
  await expect(layersPage()).toMatchFileSnapshot('../../../docs/layers.md');
});
