import { expect, test } from 'vitest';
import { fullState } from '../../../core/norm/layerState.ts';
import { planLayer } from '../../../core/norm/plan.ts';

test('what a layer calls scale and shift is called so where it does not fit', () => {
  const plan = planLayer({ layer: 'AdaLayerNorm', options: {}, mode: 'train' }, [2, 3, 4]);
  const eight = Float32Array.from({ length: 8 }, () => 1);
  expect(() => fullState(plan, { weight: new Float32Array(6) }, 'float32')).toThrow(
    'scale should contain 8 elements not 6. Give AdaLayerNorm a scale of shape (2, 4).',
  );
  expect(() => fullState(plan, { bias: eight, shapes: { bias: [4, 2] } }, 'float32')).toThrow(
    'size mismatch for shift: its shape is torch.Size([4, 2])',
  );
});
