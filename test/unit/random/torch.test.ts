import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { manualSeed } from '../../../core/random/generator.ts';
import { randn } from '../../../core/random/normal.ts';
import { rand } from '../../../core/random/uniform.ts';
import type { DType, TensorData } from '../../../core/tensor/tensor.ts';

interface Step {
  readonly fn: 'rand' | 'randn';
  readonly n: number;
  readonly dtype: DType;
  readonly base64?: string;
  readonly sha256?: string;
}

interface Fixture {
  readonly torch: string;
  readonly scripts: readonly { readonly seed: number; readonly steps: readonly Step[] }[];
}

// made by test/parity/torch_random.py
const fixture = JSON.parse(
  readFileSync(new URL('../../fixtures/random.json', import.meta.url), 'utf8'),
) as Fixture;

const bytesOf = (data: TensorData) =>
  new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength);

function unpack(base64: string, dtype: DType): TensorData {
  const { buffer } = Uint8Array.from(Buffer.from(base64, 'base64'));
  return dtype === 'float64' ? new Float64Array(buffer) : new Float32Array(buffer);
}

for (const { seed, steps } of fixture.scripts) {
  const names = steps.map(({ fn, n, dtype }) => `${fn}(${n})${dtype === 'float64' ? ' f64' : ''}`);
  test(`seed ${seed}: ${names.join(', ')} are torch ${fixture.torch}'s values`, () => {
    const generator = manualSeed(seed);
    for (const { fn, n, dtype, base64, sha256 } of steps) {
      const draw = fn === 'rand' ? rand : randn;
      const { data } = draw(generator, [n], dtype);
      if (sha256 !== undefined) {
        expect(createHash('sha256').update(bytesOf(data)).digest('hex')).toBe(sha256);
        continue;
      }
      const expected = unpack(base64!, dtype);
      if (fn === 'randn' && dtype === 'float64') {
        // logarithm, sine and cosine of two libraries: each within one unit in the last place (2.2e-16)
        expect(data.length).toBe(n);
        for (let i = 0; i < n; i++)
          expect(Math.abs(data[i]! / expected[i]! - 1)).toBeLessThan(1e-15);
      } else {
        expect(bytesOf(data)).toEqual(bytesOf(expected));
      }
    }
  });
}
