import { createCanvas, type Canvas } from '@napi-rs/canvas';
import { expect, test } from 'vitest';
import { stationsOf } from '../../../core/explain/stations.ts';
import { wholeTensor } from '../../../core/figure/displayTensor.ts';
import type { Figure, ImageMark } from '../../../core/figure/marks.ts';
import { paint, type Bitmap } from '../../../core/figure/paint.ts';
import { INITIAL_VIEW, type ViewState } from '../../../core/figure/state.ts';
import { toSvg } from '../../../core/figure/toSvg.ts';
import { LAYERS } from '../../../core/norm/layers.ts';
import { reportPage } from '../../../core/report/reportPage.ts';
import type { Language } from '../../../core/settings.ts';
import { runsOf, type Run } from './runs.ts';

function pageOf({ result, x }: Run, view: Partial<ViewState>, language: Language): Figure {
  return reportPage({
    name: 'example',
    axisLabels: {},
    x,
    result,
    display: { x: wholeTensor(x), y: wholeTensor(result.output) },
    view: { ...INITIAL_VIEW, ...view },
    language,
    version: '1.2.3',
  });
}

/** The picture at half its size: what the PNG and the window draw alike. */
function painted(figure: Figure): Canvas {
  const canvas = createCanvas(figure.width / 2, figure.height / 2);
  paint(canvas.getContext('2d'), figure, 0.5, pictureOf);
  return canvas;
}

function pictureOf({ width, height, rgba }: ImageMark): Bitmap<Canvas> {
  const image = createCanvas(width, height);
  const pen = image.getContext('2d');
  const data = pen.createImageData(width, height);
  data.data.set(rgba);
  pen.putImageData(data, 0, 0);
  return { image, x: 0, y: 0 };
}

/** Share of the pixels that are not the background. */
function inked(canvas: Canvas): number {
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  let found = 0;
  for (let i = 0; i < data.length; i += 4)
    if (data[i] !== data[0] || data[i + 1] !== data[1] || data[i + 2] !== data[2]) found++;
  return found / (data.length / 4);
}

/** One run of each rank in each mode: what the figures see differently. */
function seenDifferently(runs: readonly Run[]): readonly Run[] {
  const key = ({ x, spec }: Run) => `${x.shape.length} ${spec.mode}`;
  return [...new Map(runs.map((run) => [key(run), run])).values()];
}

test.each(LAYERS.map((row) => [row.name, row] as const))(
  '%s: the page is drawn as SVG and on a canvas, at rest, with a pinned cell and at every station',
  (_, row) => {
    for (const run of seenDifferently(runsOf(row))) {
      const stations = stationsOf(run.result.plan);
      const views: Partial<ViewState>[] = [
        {},
        { pinned: 1 },
        ...stations.map(({ time }) => ({ pinned: 1, step: time })),
      ];
      for (const view of views)
        for (const language of ['en', 'ko'] as const) {
          const figure = pageOf(run, view, language);
          const where = `${run.name} ${JSON.stringify(view)} ${language}`;
          const svg = toSvg(figure);
          expect(
            svg.match(/[\s,"(](?:NaN|undefined|Infinity)(?=[\s,")])|\[object/),
            where,
          ).toBeNull();
          // a text in several colours is several tags
          const words = svg.replaceAll(/<\/?tspan[^>]*>/g, '');
          const missing = figure.marks.flatMap((mark) =>
            mark.kind === 'text' && !words.includes(escaped(mark.text)) ? [mark.text] : [],
          );
          expect(missing, where).toEqual([]);
        }
      // painting is the slow half: once at the last station is enough to see that every mark can be drawn
      expect(inked(painted(pageOf(run, views.at(-1) ?? {}, 'en'))), run.name).toBeGreaterThan(0.02);
    }
  },
  60_000,
);

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
