import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';
import { afterAll, expect, test } from 'vitest';
import { INITIAL_VIEW } from '../../../core/figure/state.ts';
import { LAYERS } from '../../../core/norm/layers.ts';
import { normalize } from '../../../core/norm/normalize.ts';
import type { LayerSpec, LayerState, NormResult } from '../../../core/norm/spec.ts';
import { buildReport } from '../../../core/report/reportModel.ts';
import type { Report } from '../../../core/report/reportShape.ts';
import { REPORT_SCHEMA } from '../../../core/report/schema.ts';
import { snippets } from '../../../core/report/snippets/snippets.ts';
import { summarize } from '../../../core/tensor/summary.ts';
import { dtypeOf, type Tensor } from '../../../core/tensor/tensor.ts';
import type { TensorInfo } from '../../../electron/ipc/types.ts';
import { mergedState } from '../../../core/requestState.ts';
import { openInWindow } from '../../../electron/service/windowDocument.ts';
import { sha256 } from '../../../electron/service/report.ts';
import type { TensorStore } from '../../../electron/service/tensors.ts';
import { runsOf } from './runs.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'normscope-conformance-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const valid = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(
  REPORT_SCHEMA,
);
const VIEW = { ...INITIAL_VIEW, pinned: 1, step: 5 };

function written(x: Tensor, result: NormResult): Report {
  const report = buildReport({
    version: '1.2.3',
    name: 'x',
    source: 'x.npy',
    storedAxes: x.axes,
    storedDtype: dtypeOf(x),
    edits: [],
    x,
    result,
    summary: { x: summarize(x.data), y: summarize(result.output.data) },
    sha256: { x: sha256(x.data), y: sha256(result.output.data) },
    snippets: snippets(result.plan, { ...x, script: 'x = …', dtype: dtypeOf(x) }),
    view: VIEW,
  });
  return JSON.parse(JSON.stringify(report)) as Report;
}

/** A store that has no tensor open: it takes those that a report lists. */
function emptyStore(): { readonly store: TensorStore; readonly held: () => Tensor } {
  let held: Tensor | undefined;
  const store = {
    all: [] as TensorInfo[],
    hold(name: string, x: Tensor, script: string): TensorInfo {
      held = x;
      const { shape, axes } = x;
      const ref = { kind: 'file', handle: name } as const;
      const rest = { source: name, axisLabels: {}, dtype: dtypeOf(x), script, bytes: 0 };
      return { ref, name, shape, axes, ...rest };
    },
  };
  return {
    store: store as unknown as TensorStore,
    held() {
      if (!held) throw new Error('the report did not bring its values');
      return held;
    },
  };
}

async function reopened(report: Report): Promise<Report> {
  const file = path.join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(report));
  const { store, held } = emptyStore();
  const none = () => Promise.reject(new Error('there is no open tensor to try'));
  const [event, told] = await openInWindow({ tensors: store, run: none }, file, 'report.json');
  if (event !== 'restored') throw new Error('a report is about a run');
  const { request, view } = told;
  expect(view).toEqual(VIEW);
  const x = held();
  const state: LayerState = mergedState(request, dtypeOf(x));
  const spec: LayerSpec = request.spec;
  return written(x, normalize(spec, x, state));
}

test.each(LAYERS.map((row) => [row.name, row] as const))(
  '%s: a report fits the schema, and what is reopened writes the same report',
  async (_, row) => {
    for (const run of runsOf(row)) {
      const report = written(run.x, run.result);
      valid(report);
      expect(valid.errors ?? [], run.name).toEqual([]);
      expect(await reopened(report), run.name).toEqual(report);
    }
  },
  60_000,
);
