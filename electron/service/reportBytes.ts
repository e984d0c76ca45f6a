import type { ViewState } from '../../core/figure/state.ts';
import type { TextReportInput } from '../../core/report/formats/cells.ts';
import { markdown } from '../../core/report/formats/markdown.ts';
import { notebook } from '../../core/report/formats/notebook.ts';
import { layoutFrames, stepFrames, type Frames } from '../../core/report/formats/frames.ts';
import { PRESETS, type Preset } from '../../core/report/preset.ts';
import type { ComputeRequest } from '../../core/request.ts';
import { permutedFlat } from '../../core/tensor/permute.ts';
import type { ReportFormat } from '../../core/report/formats/reportFormat.ts';
import { script } from '../../core/report/formats/script.ts';
import type { Language } from '../../core/settings.ts';
import type { Figure } from '../../core/figure/marks.ts';
import type { PictureFacts } from '../workers/rasterJobs.ts';
import { bytesOf, pictureBytes, type Drawer } from './pictureBytes.ts';
import { InputError } from '../../core/errors.ts';
import type { Rasterizer, Watched } from './rasterize.ts';
import { figureOf, pageInput, reportJson } from './report.ts';
import type { FrameReply } from '../ipc/types.ts';
import type { Run } from './run.ts';

/** How a report is wanted. */
export interface Wanted {
  readonly format: ReportFormat;
  readonly view: ViewState;
  readonly language: Language;
  /** Pixels per CSS pixel of a PNG. */
  readonly scale: number;
  readonly preset?: Preset;
}

export interface ReportMaker extends Drawer {
  readonly version: string;
  readonly run: (request: ComputeRequest) => Promise<Run>;
}

/**
 * A report of a run in one of its formats; the same bytes whoever asks.
 * @param watched  of a moving picture
 * @throws InputError badScale, workerDied; badLayout where a moving picture's other layout does not fit
 */
export async function reportBytes(
  maker: ReportMaker,
  run: Run,
  { format, view, scale, preset, ...asked }: Wanted,
  watched?: Watched,
): Promise<Uint8Array> {
  const { rasterizer, version } = maker;
  const language = preset?.language ?? asked.language;
  switch (format) {
    case 'png':
    case 'svg':
    case 'pdf': {
      const figure = figureOf(run, view, language, version, preset);
      const facts = factsOf(figure, version, language, run);
      return pictureBytes(maker, figure, format, { preset, scale, facts });
    }
    case 'json':
      return bytesOf(
        reportJson(run, version, view, {
          language: asked.language,
          scale,
          ...(preset && { preset }),
        }),
      );
    case 'md':
      return bytesOf(markdown(textInput(run, version, view, language)));
    case 'ipynb':
      return bytesOf(notebook(textInput(run, version, view, language)));
    case 'py':
      return bytesOf(script(textInput(run, version, view, language)));
    case 'gif':
      return gifBytes(
        rasterizer,
        await framesOf(maker, run, view, language, preset ?? PRESETS.square),
        watched,
      );
    default:
      return format satisfies never;
  }
}

async function gifBytes(
  rasterizer: Rasterizer,
  { figure, delays, loop }: Frames,
  watched?: Watched,
): Promise<Uint8Array> {
  const figures: Figure[] = [];
  for (const [i] of delays.entries()) {
    figures.push(figure(i));
    // Others have their turn between two frames.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return rasterizer.draw({ kind: 'gif', figures, delays, loop }, watched);
}

/**
 * One frame of a run's moving picture, a pixel a CSS pixel.
 * @throws InputError badCell for one that there is not
 */
export async function frameBytes(
  maker: ReportMaker,
  run: Run,
  { view, preset, ...asked }: Omit<Wanted, 'format' | 'scale'>,
  index: number,
): Promise<FrameReply> {
  const language = preset?.language ?? asked.language;
  const frames = await framesOf(maker, run, view, language, preset ?? PRESETS.square);
  const total = frames.delays.length;
  const delay = frames.delays[index];
  if (delay === undefined)
    throw new InputError('badRequest', `Expected a frame from 0 to ${total - 1}, got ${index}.`);
  const figure = frames.figure(index);
  const png = await maker.rasterizer.draw({ kind: 'png', figure, scale: 1 });
  return { png, delay, total };
}

/** The moving picture of a run: its steps, or its numbers on their way into another layout. */
async function framesOf(
  { version, run: compute }: ReportMaker,
  run: Run,
  view: ViewState,
  language: Language,
  preset: Preset,
): Promise<Frames> {
  const input = { ...pageInput(run, view, language, version, preset), preset };
  const layout = preset.motion?.toLayout;
  if (!layout) return stepFrames(input);
  const { axes, shape } = run.x;
  // Options that come from the input are those of the other layout.
  const other = await compute({ ...run.request, layout });
  const pinned = view.pinned === null ? null : permutedFlat(shape, axes, other.x.axes, view.pinned);
  const to = pageInput(other, { ...view, pinned }, language, version, preset);
  return layoutFrames(input, { ...to, preset });
}

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
