import fs from 'node:fs';
import { expect, test } from 'vitest';
import { channelExamples } from '../../../core/examples/channels.ts';
import { normalize } from '../../../core/norm/normalize.ts';

interface Recorded {
  readonly shape: readonly number[];
  readonly input: readonly number[];
  readonly output: readonly number[];
}
const recorded = JSON.parse(
  fs.readFileSync(new URL('../../fixtures/channels.json', import.meta.url), 'utf8'),
) as Record<string, Recorded>;

test.each(channelExamples().map((example) => [example.id, example] as const))(
  '%s is bit for bit what its lines give in PyTorch, and so is its default layer',
  (id, example) => {
    const { shape, input, output } = recorded[id]!;
    expect(example.tensor.shape).toEqual(shape);
    expect([...example.tensor.data]).toEqual(input);
    const spec = { layer: example.defaultLayer, options: {}, mode: 'train' } as const;
    const y = normalize(spec, example.tensor).output.data;
    // rtol 1.3e-6, atol 1e-5: torch.testing's defaults for float32
    output.forEach((value, i) => {
      expect(Math.abs(y[i]! - value)).toBeLessThanOrEqual(1e-5 + 1.3e-6 * Math.abs(value));
    });
  },
);

test('every channel differs visibly, and six of them make two or three groups', () => {
  const [{ tensor }] = channelExamples();
  expect(tensor.shape[1]! % 2).toBe(0);
  expect(tensor.shape[1]! % 3).toBe(0);
  const means = Array.from({ length: 6 }, (_, c) => {
    const values = [0, 1].flatMap((n) =>
      [0, 1, 2, 3].map((l) => tensor.data[(n * 6 + c) * 4 + l]!),
    );
    return values.reduce((sum, value) => sum + value, 0) / 8;
  });
  expect(Math.max(...means) - Math.min(...means)).toBeGreaterThan(8);
});
