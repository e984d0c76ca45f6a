import { notebookExample, type NotebookId } from '../../../core/examples/notebook.ts';
import type { ViewState } from '../../../core/figure/state.ts';
import { normalize } from '../../../core/norm/normalize.ts';
import type { LayerSpec } from '../../../core/norm/spec.ts';
import { buildReport } from '../../../core/report/reportModel.ts';
import type { Report } from '../../../core/report/reportShape.ts';
import { snippets } from '../../../core/report/snippets/snippets.ts';
import { permuteToAxes } from '../../../core/tensor/permute.ts';
import { summarize } from '../../../core/tensor/summary.ts';
import { dtypeOf, type Tensor } from '../../../core/tensor/tensor.ts';

/** The report of a layer on any tensor, as it reads back from its JSON. */
export function reportOf(
  stored: Tensor,
  spec: LayerSpec,
  layout: readonly string[] = stored.axes,
  view?: ViewState,
  block?: readonly number[],
): Report {
  const x = permuteToAxes(stored, layout);
  const result = normalize(spec, x);
  const script = 'x = torch.zeros(1)';
  const report = buildReport({
    version: '1.2.3',
    name: 'example',
    source: 'script',
    seed: 42,
    storedAxes: stored.axes,
    storedDtype: dtypeOf(stored),
    edits: [],
    x,
    result,
    summary: { x: summarize(x.data), y: summarize(result.output.data) },
    sha256: { x: 'a'.repeat(64), y: 'b'.repeat(64) },
    snippets: snippets(result.plan, { ...stored, script, dtype: dtypeOf(stored) }),
    ...(view && { view }),
    ...(block && { block }),
  });
  return JSON.parse(JSON.stringify(report)) as Report;
}

/** The report of one of the notebook's examples. */
export function exampleReport(id: NotebookId, spec: LayerSpec, view?: ViewState): Report {
  const { tensor } = notebookExample(id);
  return reportOf(tensor, spec, tensor.axes, view);
}
