import katex from 'katex';
import { expect, test } from 'vitest';
import { builtInExamples } from '../../../core/examples/builtIn.ts';
import { tellStations } from '../../../core/explain/stations.ts';
import { traceCell } from '../../../core/explain/trace.ts';
import { LAYERS } from '../../../core/norm/layers.ts';
import { normalize } from '../../../core/norm/normalize.ts';
import { latex } from '../../../core/report/formats/latex.ts';

test('the arithmetic of every layer is LaTeX that can be set, a line a formula', () => {
  let set = 0;
  for (const { tensor } of builtInExamples()) {
    for (const { name } of LAYERS) {
      let stations;
      try {
        const result = normalize({ layer: name, options: {}, mode: 'train' }, tensor);
        stations = tellStations(traceCell(result, tensor, 0));
      } catch {
        // a layer that does not take this shape
        continue;
      }
      const text = latex(stations);
      const lines = stations.flatMap(({ numbers }) => numbers).length;
      expect(text.split('\n').length - 3, name).toBe(lines);
      expect(() =>
        katex.renderToString(text, { throwOnError: true, displayMode: true }),
      ).not.toThrow();
      set++;
    }
  }
  expect(set).toBeGreaterThanOrEqual(LAYERS.length);
});
