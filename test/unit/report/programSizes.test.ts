import { expect, test } from 'vitest';
import { InputError } from '../../../core/errors.ts';
import { fits } from '../../../core/norm/fits.ts';
import { LAYERS } from '../../../core/norm/layers.ts';
import { normalize } from '../../../core/norm/normalize.ts';
import { snippets } from '../../../core/report/snippets/snippets.ts';
import { tensor } from '../../../core/tensor/tensor.ts';

const SHAPES = [
  [2, 4],
  [2, 4, 3],
  [2, 4, 3, 2],
  [2, 4, 3, 2, 2],
  [1, 2000, 2, 2],
];
const HUGE = 2 ** 31;

/** Every layer with one of its options of whole numbers at 2³¹, with and without parameters that would notice it. */
const cases = LAYERS.flatMap((row) =>
  row.options
    .filter(({ kind }) => kind === 'integer' || kind === 'sizes' || kind === 'axes')
    .flatMap(({ name, kind }) =>
      SHAPES.filter((shape) => fits(row, shape) === null).flatMap((shape) =>
        [true, false].map((affine) => [row.name, name, kind, shape, affine, row] as const),
      ),
    ),
);

test.each(cases)(
  '%s with %s at 2³¹ (%s) on %j, with parameters %s, is answered at once and shortly',
  (layer, name, kind, shape, affine, row) => {
    const known = new Set(row.options.map((option) => option.name));
    const rest = Object.entries({ affine, track_running_stats: affine });
    const options = {
      ...Object.fromEntries(rest.filter(([key]) => known.has(key))),
      [name]: kind === 'integer' ? HUGE : [HUGE],
    };
    const x = tensor(
      Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => (i * 7) % 11),
      shape,
    );
    const start = performance.now();
    try {
      const result = normalize({ layer, options, mode: 'train' }, x);
      const script = 'x = torch.zeros(1)';
      const programs = snippets(
        result.plan,
        { script, shape, axes: x.axes, dtype: 'float32' },
        result,
      );
      for (const { id, code } of programs) expect(code.length, id).toBeLessThan(100_000);
      for (const { message } of result.warnings) expect(message.length).toBeLessThan(2000);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      expect(error.message.length).toBeLessThan(2000);
    }
    expect(performance.now() - start).toBeLessThan(2000);
  },
);
