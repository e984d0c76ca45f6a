import type { ViewState } from '../../core/figure/state.ts';
import { toSvg } from '../../core/figure/toSvg.ts';
import type { TextReportInput } from '../../core/report/formats/cells.ts';
import { markdown } from '../../core/report/formats/markdown.ts';
import { notebook } from '../../core/report/formats/notebook.ts';
import type { ReportFormat } from '../../core/report/formats/reportFormat.ts';
import { script } from '../../core/report/formats/script.ts';
import type { Language } from '../../core/settings.ts';
import type { Figure } from '../../core/figure/marks.ts';
import type { PictureFacts } from '../workers/rasterJobs.ts';
import type { Rasterizer } from './rasterize.ts';
import { figureOf, reportJson } from './report.ts';
import type { Run } from './run.ts';

/** Points of a PDF a figure pixel: 96 pixels and 72 points are an inch. */
export const POINTS = 0.75;

/** How a report is wanted. */
export interface Wanted {
  readonly format: ReportFormat;
  readonly view: ViewState;
  readonly language: Language;
  /** Pixels per CSS pixel of a PNG. */
  readonly scale: number;
}

/**
 * A report of a run in one of its formats; the same bytes whoever asks.
 * @throws InputError badScale, workerDied
 */
export async function reportBytes(
  rasterizer: Rasterizer,
  version: string,
  run: Run,
  { format, view, language, scale }: Wanted,
): Promise<Uint8Array> {
  switch (format) {
    case 'png': {
      const figure = figureOf(run, view, language, version);
      return rasterizer.rasterize(figure, scale, factsOf(figure, version, language, run));
    }
    case 'svg':
      return bytesOf(toSvg(figureOf(run, view, language, version)));
    case 'pdf': {
      const figure = figureOf(run, view, language, version);
      const facts = factsOf(figure, version, language, run);
      return rasterizer.draw({ kind: 'pdf', figures: [figure], scale: POINTS, facts });
    }
    case 'json':
      return bytesOf(reportJson(run, version, view, { language, scale }));
    case 'md':
      return bytesOf(markdown(textInput(run, version, view, language)));
    case 'ipynb':
      return bytesOf(notebook(textInput(run, version, view, language)));
    case 'py':
      return bytesOf(script(textInput(run, version, view, language)));
    default:
      return format satisfies never;
  }
}

export const bytesOf = (text: string) => new TextEncoder().encode(text);

function textInput(
  { tensor, request, x, result }: Run,
  version: string,
  view: ViewState,
  language: Language,
): TextReportInput {
  return {
    version,
    name: tensor.name,
    tensor: { ...tensor, edits: request.edits ?? [] },
    x,
    result,
    view,
    language,
  };
}

/** What a picture's file says of itself; of a run its layer, options and input too. */
export function factsOf(
  { title, description }: Pick<Figure, 'title' | 'description'>,
  version: string,
  language: Language,
  run?: Run,
): PictureFacts {
  const spec = run?.result.plan.spec;
  return {
    title,
    description,
    software: `Normscope ${version}`,
    language,
    keywords:
      run && spec
        ? JSON.stringify({
            layer: spec.layer,
            options: spec.options,
            mode: spec.mode,
            input: { name: run.tensor.name, axes: run.x.axes, shape: run.x.shape },
            version,
          })
        : '',
  };
}
