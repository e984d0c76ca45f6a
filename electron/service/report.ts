import { createHash } from 'node:crypto';
import { isPooled } from '../../core/figure/displayTensor.ts';
import type { Figure } from '../../core/figure/marks.ts';
import type { ViewState } from '../../core/figure/state.ts';
import type { Picture } from '../../core/report/picture.ts';
import { buildReport } from '../../core/report/reportModel.ts';
import type { Preset } from '../../core/report/preset.ts';
import { reportPage, type ReportPageInput } from '../../core/report/reportPage.ts';
import { pytorchSnippet } from '../../core/report/snippets/pytorch.ts';
import { snippetInput, snippets } from '../../core/report/snippets/snippets.ts';
import type { TensorData } from '../../core/tensor/tensor.ts';
import type { Language } from '../../core/settings.ts';
import type { Run } from './run.ts';

/** The picture of a run: what the PNG and the SVG are made from. */
export function figureOf(
  run: Run,
  view: ViewState,
  language: Language,
  version: string,
  preset?: Preset,
): Figure {
  return reportPage(pageInput(run, view, language, version, preset));
}

/** What the picture of a run is made from. */
export function pageInput(
  run: Run,
  view: ViewState,
  language: Language,
  version: string,
  preset?: Preset,
): ReportPageInput {
  const { tensor, x, result, display, request } = run;
  const told = { ...tensor, edits: request.edits ?? [] };
  return {
    name: tensor.name,
    ...(tensor.seed === undefined ? {} : { seed: tensor.seed }),
    axisLabels: tensor.axisLabels,
    x,
    result,
    display,
    view,
    language,
    version,
    ...(preset && { preset }),
    ...(preset?.parts?.includes('code') && {
      code: pytorchSnippet(snippetInput(result.plan, told, result)),
    }),
  };
}

/** The last part of a path of any system: a report is sent on, and the folders of who made it are nobody's business. */
export function fileName(source: string): string {
  return source.split(/[\\/]/).at(-1) ?? source;
}

/**
 * The JSON report of a run, with the view of its picture where there is one. It names files by their names alone.
 */
export function reportJson(run: Run, version: string, view?: ViewState, picture?: Picture): string {
  const { tensor, request, x, result, summary, display } = run;
  const report = buildReport({
    version,
    name: tensor.name,
    source: tensor.ref.kind === 'file' ? fileName(tensor.source) : tensor.source,
    ...(tensor.ref.kind === 'example' ? { example: tensor.ref.id } : {}),
    ...(tensor.seed === undefined ? {} : { seed: tensor.seed }),
    storedAxes: tensor.axes,
    storedDtype: tensor.dtype,
    edits: request.edits ?? [],
    x,
    result,
    summary,
    sha256: { x: sha256(x.data), y: sha256(result.output.data) },
    snippets: snippets(result.plan, { ...tensor, edits: request.edits ?? [] }, result),
    ...(view ? { view } : {}),
    ...(picture ? { picture } : {}),
    ...(isPooled(display.x) ? { block: display.x.pool } : {}),
  });
  return `${readable(JSON.stringify(report, null, 2))}\n`;
}

/** Innermost arrays on one line. Strings are safe: JSON has no raw line break inside them. */
function readable(json: string): string {
  return json.replace(
    /\[\n\s+([^[\]{}]*?)\n\s+\]/g,
    (_, items: string) => `[${items.replace(/\n\s+/g, ' ')}]`,
  );
}

/** Of the values' bytes, in hexadecimal; every platform that runs Electron is little-endian. */
export function sha256(data: TensorData | Uint8Array): string {
  return createHash('sha256')
    .update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    .digest('hex');
}
