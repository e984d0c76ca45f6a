import type { JobInput } from './job.ts';

/** A very wide kept inner run as several jobs, one for each block and stretch of columns. */
export function* narrow(input: JobInput, widest: number): Generator<JobInput> {
  const { geometry } = input;
  const blocks = geometry.groups / geometry.inner;
  const [[, s0, p0], [n1, s1, p1], [n2, s2, p2]] = geometry.kept;
  for (let block = 0; block < blocks; block++) {
    const [i0, i1, i2] = [Math.floor(block / (n1 * n2)), Math.floor(block / n2) % n1, block % n2];
    for (let column = 0; column < geometry.inner; column += widest) {
      const inner = Math.min(widest, geometry.inner - column);
      const element = (i0 * s0 + i1 * s1 + i2 * s2 + column) * 4;
      const param = (i0 * p0 + i1 * p1 + i2 * p2 + column * geometry.innerParam) * 4;
      const group = (block * geometry.inner + column) * 8;
      const one = [1, 0, 0] as const;
      yield {
        ...input,
        geometry: { ...geometry, inner, groups: inner, kept: [one, one, one] },
        x: input.x + element,
        y: input.y + element,
        mean: input.mean + group,
        squares: input.squares + group,
        rstd: input.rstd + group,
        weight: input.weight === 0 ? 0 : input.weight + param,
        bias: input.bias === 0 ? 0 : input.bias + param,
      };
    }
  }
}
