import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { INITIAL_VIEW } from '../../../core/figure/state.ts';
import { writeNpy } from '../../../core/io/npy.ts';
import { fits } from '../../../core/norm/fits.ts';
import { LAYERS } from '../../../core/norm/layers.ts';
import type { ComputeRequest } from '../../../core/request.ts';
import { numel, tensor } from '../../../core/tensor/tensor.ts';
import { serviceForTest } from './serviceForTest.ts';

const given = serviceForTest();
const HUGE = 2 ** 31;
const SHAPES = [
  [2, 4],
  [2, 4, 3],
  [2, 4, 3, 2],
  [2, 4, 3, 2, 2],
];

/** Every layer with one of its options of whole numbers, on the first shape that it takes. */
const cases = LAYERS.flatMap((row) =>
  row.options
    .filter(({ kind }) => kind === 'integer' || kind === 'sizes' || kind === 'axes')
    .map(({ name, kind }) => {
      const shape = SHAPES.find((one) => fits(row, one) === null) ?? [4];
      return [row.name, name, kind === 'integer' ? HUGE : [HUGE], shape] as const;
    }),
);

const asked = (request: ComputeRequest) =>
  given.service.exported({ request, view: INITIAL_VIEW, format: 'json', scale: 1, language: 'en' });

test.each(cases)(
  'a report of %s with %s at 2³¹ is opened or refused at once, and its programs are short',
  { retry: 1 },
  async (layer, option, value, shape) => {
    const x = tensor(
      Float32Array.from({ length: numel(shape) }, (_, i) => (i * 7) % 11),
      shape,
    );
    writeFileSync(given.pathOf('x.npy'), writeNpy(x));
    const {
      tensors: [info],
    } = await given.service.tensors.open(given.pathOf('x.npy'));
    const spec = { layer, options: {}, mode: 'train' } as const;
    const bytes = await asked({ tensor: info!.ref, spec });
    const report = JSON.parse(new TextDecoder().decode(bytes)) as {
      layer: { options: Record<string, unknown> };
      input: { name: string };
    };
    report.layer.options[option] = value;
    report.input.name = 'elsewhere.npy';
    writeFileSync(given.pathOf('huge.json'), JSON.stringify(report));
    const start = performance.now();
    await given.service.openPaths(given.host, [given.pathOf('huge.json')]);
    const [event] = given.host.events;
    if (event?.[0] === 'restored') {
      const { request } = event[1];
      try {
        expect((await asked(request)).length).toBeLessThan(500_000);
      } catch (error) {
        expect((error as { code?: string }).code).not.toBe('internal');
        expect((error as Error).message.length).toBeLessThan(2000);
      }
    } else expect(event?.[0]).toBe('failed');
    expect(performance.now() - start).toBeLessThan(2000);
  },
);
