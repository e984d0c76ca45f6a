import { expect, test } from 'vitest';
import { programsOf } from '../../../core/norm/kinds/programs.ts';
import { LAYERS } from '../../../core/norm/layers.ts';
import { ownState } from '../../../core/report/snippets/ownState.ts';
import { snippets } from '../../../core/report/snippets/snippets.ts';
import { evaluateGraph, type Values } from './onnxGraph.ts';
import { runsOf, type Run } from './runs.ts';

const near = (a: number, b: number) =>
  Object.is(a, b) || Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b));

/** Whether a graph's y is the layer's; where that is not finite, PyTorch's conventions are no other framework's. */
const agrees = ({ data }: Values, y: ArrayLike<number>) =>
  data.length === y.length &&
  data.every((value, i) => !Number.isFinite(y[i]!) || near(value, y[i]!));

/** Only the window's program has loops of Python in it; it is run as it is recorded. */
const hasLoops = (text: string) => text.includes(' for i in ');

/** Nothing to divide by: ONNX says ∞ where PyTorch says 0. */
const dividesByZero = ({ result }: Run) => Array.from(result.statistics?.rstd ?? []).includes(0);

test.each(LAYERS.map((row) => [row.name, row] as const))(
  '%s: what its kind writes in ONNX’s elementary operators makes y, whether it is shown or not',
  (_, row) => {
    for (const run of runsOf(row)) {
      const { result, x } = run;
      if (dividesByZero(run)) continue;
      const graph = programsOf(result.plan).onnx(result.plan, ownState(result.plan, result));
      if (!graph || graph.nodes.some(hasLoops)) continue;
      const y = evaluateGraph(x, graph.constants, graph.nodes);
      expect(agrees(y, result.output.data), run.name).toBe(true);
    }
  },
);

/** Lines of a list or a dictionary of a program. */
function linesOf(code: string, first: string, last: string): string[] {
  const start = code.indexOf(first) + first.length;
  const body = code.slice(start, code.indexOf(last, start));
  // a long list goes over several lines
  return body
    .replaceAll(/\[\n([^\]]*)\]/g, (_, list: string) => `[${list.replaceAll(/\s+/g, ' ')}]`)
    .split('\n');
}

test.each(LAYERS.map((row) => [row.name, row] as const))(
  '%s: the program that is shown for ONNX makes y',
  (_, row) => {
    for (const run of runsOf(row)) {
      const { result, x } = run;
      if (dividesByZero(run)) continue;
      const input = { script: 'x = 0', shape: x.shape, axes: x.axes, dtype: 'float64' };
      const code = snippets(result.plan, input, result).find(({ id }) => id === 'onnx')?.code;
      if (!code || hasLoops(code)) continue;
      const feeds = linesOf(code, 'feeds = {\n    "x": x,\n', '\n}').map((line) => {
        const found = /^\s*"(\w+)": (.*),$/.exec(line);
        return [found?.[1] ?? '', found?.[2] ?? line] as const;
      });
      const nodes = linesOf(code, 'nodes = [\n', '\n]').map((line) => line.trim().slice(0, -1));
      const unbatched = code.includes('x = x[None]');
      const shape = unbatched ? [1, ...x.shape] : x.shape;
      const y = evaluateGraph({ shape, data: x.data }, feeds, nodes);
      expect(agrees(y, result.output.data), `${run.name}\n${code}`).toBe(true);
    }
  },
);
