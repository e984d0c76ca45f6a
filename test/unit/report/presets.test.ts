import { expect, test } from 'vitest';
import { builtInExamples } from '../../../core/examples/builtIn.ts';
import { wholeTensor } from '../../../core/figure/displayTensor.ts';
import { convexHatch } from '../../../core/figure/hatch.ts';
import { look } from '../../../core/figure/looks.ts';
import type { Figure } from '../../../core/figure/marks.ts';
import { INITIAL_VIEW } from '../../../core/figure/state.ts';
import { textWidth } from '../../../core/figure/textWidth.ts';
import { toSvg } from '../../../core/figure/toSvg.ts';
import { normalize } from '../../../core/norm/normalize.ts';
import type { LayerOptions } from '../../../core/norm/view.ts';
import { layoutFrames, stepFrames } from '../../../core/report/formats/frames.ts';
import {
  pixelScale,
  pointScale,
  preset,
  PRESET_NAMES,
  PRESETS,
  sizeOf,
  type Preset,
} from '../../../core/report/preset.ts';
import { reportPage, type ReportPageInput } from '../../../core/report/reportPage.ts';
import { parse } from '../../../core/shape/shape.ts';
import { permuteToAxes } from '../../../core/tensor/permute.ts';

const [nlp] = builtInExamples();

function input(given?: Preset, layout: readonly string[] = ['N', 'C', 'L']): ReportPageInput {
  const x = permuteToAxes(nlp!.tensor, layout);
  const result = normalize({ layer: 'BatchNorm1d', options: {}, mode: 'train' }, x);
  return {
    ...{ name: 'n', axisLabels: {}, x, result, language: 'en', version: '1.2.3' },
    display: { x: wholeTensor(x), y: wholeTensor({ ...result.output, axes: x.axes }) },
    view: { ...INITIAL_VIEW, pinned: 9 },
    ...(given && { preset: given }),
  };
}

const head = { schema: 'normscope-preset', schemaVersion: 1 } as const;
const texts = ({ marks }: Figure) =>
  marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : [])).join('\n');

/** Colours that are no grey. */
const coloured = (figure: Figure) =>
  [...toSvg(figure).matchAll(/#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/g)].filter(
    ([, r, g, b]) => r !== g || g !== b,
  );

test.each(PRESET_NAMES.map((name) => [name]))(
  'the preset %s reads back from its file, and has its size',
  (name) => {
    const given: Preset = PRESETS[name];
    expect(parse(preset, JSON.parse(JSON.stringify(given)), 'preset')).toEqual(given);
    const { width, height } = reportPage(input(given));
    expect({ width, height }).toEqual({
      width: sizeOf(given).width,
      height: sizeOf(given).height,
    });
  },
);

test.each(look.choices.map((one) => [one]))(
  'the report preset in the look %s keeps every text of the plain report',
  (one) => {
    const plain = reportPage(input());
    expect(texts(reportPage(input({ ...head, look: one })))).toBe(texts(plain));
  },
);

test('a column of 85 mm at 600 DPI is 2008 pixels wide, and 241 points in a PDF', () => {
  const given = { ...head, size: 'paper-column', dpi: 600 } as const;
  const { width } = sizeOf(given);
  // 85 / 25.4 · 600 = 2007.87 and 85 / 25.4 · 72 = 240.94
  expect(Math.round(width * pixelScale(given, 2))).toBe(2008);
  expect(width * pointScale(given)).toBeCloseTo(240.94, 2);
  expect(pixelScale({ ...head, size: 'square' }, 3)).toBe(3);
});

test('print has greys alone, and hatches what is negative', () => {
  const printed = reportPage(input({ ...head, look: 'print' }));
  expect(coloured(printed)).toEqual([]);
  expect(coloured(reportPage(input())).length).toBeGreaterThan(0);
  const hatching = printed.marks.filter(({ opacity }) => opacity === 0.55);
  expect(hatching.length).toBeGreaterThan(100);
});

test('transparent has no ground; title and caption are what the preset says', () => {
  const figure = reportPage(
    input({ ...head, look: 'transparent', title: 'Mine', caption: 'Figure 3.', parts: ['title'] }),
  );
  expect(figure.background).toBeNull();
  expect(texts(figure)).toContain('Mine');
  expect(texts(figure)).toContain('Figure 3.');
  // No other part stands in it.
  for (const word of ['BatchNorm1d(', 'Statistics', 'Normscope', 'Biased variance'])
    expect(texts(figure)).not.toContain(word);
});

test('hatching of a square of 10 has a line every so many pixels, cut at its sides', () => {
  const lines = convexHatch([0, 0, 10, 0, 10, 10, 0, 10], 0, 4, '#000000');
  expect(lines.map(({ points }) => points.map(Math.round))).toEqual([
    [10, 4, 0, 4],
    [10, 8, 0, 8],
  ]);
});

test('the moving picture rests at every station, whose figure it shows, and takes the time that it should', () => {
  const given: Preset = { ...head, size: 'square', motion: { seconds: 4, framesPerSecond: 10 } };
  const { figure, delays, loop } = stepFrames({ ...input(given), preset: given });
  expect(delays.reduce((sum, delay) => sum + delay, 0)).toBeCloseTo(4000, 6);
  expect(loop).toBe(0);
  const at = (step: number) =>
    reportPage({ ...input(given), view: { ...INITIAL_VIEW, pinned: 9, step } });
  expect(figure(0)).toEqual(at(0));
  expect(figure(delays.length - 1)).toEqual(at(10));
});

test('a layout change goes from the one report to the other and back', () => {
  const given: Preset = { ...head, size: 'square', motion: { seconds: 6, framesPerSecond: 10 } };
  const from = { ...input(given), preset: given };
  const to = input(given, ['N', 'L', 'C']);
  const { figure, delays } = layoutFrames(from, to);
  expect(figure(0)).toEqual(reportPage(from));
  expect(figure(delays.length / 2)).toEqual(reportPage(to));
  expect(figure(delays.length - 1)).toEqual(figure(1));
  expect(delays.reduce((sum, delay) => sum + delay, 0)).toBeCloseTo(6000, 6);
});

test('one cube alone keeps its colours, and its key', () => {
  const cubesOf = (figure: Figure) =>
    new Set(figure.marks.flatMap((mark) => ('cell' in mark && mark.cell ? [mark.cell.cube] : [])));
  const both = reportPage(input({ ...head }));
  expect([...cubesOf(both)].sort()).toEqual(['x', 'y']);
  for (const cubes of ['input', 'output'] as const) {
    const alone = reportPage(input({ ...head, cubes }));
    expect([...cubesOf(alone)]).toEqual(['x']);
    const [shown, other] = cubes === 'input' ? ['input x', 'output y'] : ['output y', 'input x'];
    expect(texts(alone)).toContain(shown);
    expect(texts(alone)).not.toContain(other);
    const fills = (figure: Figure, cube: string) =>
      new Set(
        figure.marks.flatMap((mark) =>
          mark.kind === 'polygon' && mark.cell?.cube === cube ? [mark.fill] : [],
        ),
      );
    expect(fills(alone, 'x')).toEqual(fills(both, cubes === 'input' ? 'x' : 'y'));
  }
});

test('the column of the pinned cell is its slice, its formulas, or both', () => {
  const both = texts(reportPage(input({ ...head })));
  const slice = texts(reportPage(input({ ...head, column: 'slice' })));
  const formulas = texts(reportPage(input({ ...head, column: 'formulas' })));
  for (const said of ['Input slice', 'The pinned cell']) expect(both).toContain(said);
  expect(slice).toContain('Input slice');
  expect(slice).not.toContain('The pinned cell');
  expect(formulas).toContain('The pinned cell');
  expect(formulas).not.toContain('Input slice');
});

test('the program stands in the picture where it is asked for; of a long one it is told what is left out', () => {
  const code = Array.from({ length: 200 }, (_, i) => `line${i} = ${i}`).join('\n');
  const given = { ...input({ ...head, parts: ['code'] }), code };
  const shown = texts(reportPage(given)).split('\n');
  const lines = shown.filter((line) => line.startsWith('line'));
  expect(lines.length).toBeGreaterThan(20);
  expect(shown).toContain(`# … + ${200 - lines.length}`);
  expect(texts(reportPage({ ...input({ ...head }), code }))).not.toContain('line0');
});

test('no heading of the arithmetic stands without a formula, however low the picture is', () => {
  for (let height = 300; height <= 640; height += 10) {
    const { marks } = reportPage(input({ ...head, size: { width: 1000, height } }));
    // the column's own lines: bold sans headings of 13 px, formulas of mono
    const lines = marks.filter((mark) => mark.kind === 'text' && mark.x > 600 && mark.y > 60);
    const last = lines
      .filter((mark) => mark.kind === 'text' && (mark.family === 'mono' || mark.size === 13))
      .sort((a, b) => (a.kind === 'text' && b.kind === 'text' ? a.y - b.y : 0))
      .at(-1);
    expect(last?.kind === 'text' && last.family, String(height)).toBe('mono');
  }
});

test('in a low picture parts make room for the cubes, and nothing overlaps at the foot of a narrow one', () => {
  const low = reportPage(input({ ...head, size: { width: 1600, height: 240 } }));
  const cells = low.marks.filter((mark) => mark.kind === 'polygon' && mark.cell);
  const heights = cells.flatMap((mark) =>
    mark.kind === 'polygon' ? mark.points.filter((_, i) => i % 2 === 1) : [],
  );
  expect(Math.max(...heights) - Math.min(...heights)).toBeGreaterThan(60);
  expect(texts(low)).not.toContain('Statistics');
  const narrow = reportPage(input({ ...head, size: { width: 240, height: 900 } }));
  const foot = narrow.marks.flatMap((mark) => (mark.kind === 'text' && mark.y > 860 ? [mark] : []));
  const [names, made] = foot;
  expect(made?.text).toMatch(/^Normscope/);
  const end = names!.x + textWidth(names!.text, 12, 'sans');
  expect(end).toBeLessThan(made!.x - textWidth(made!.text, 12, 'sans', 600));
});

test('a figure in a text grows until its cells show their numbers; one that shows them stays as it is', () => {
  const image = builtInExamples().find(({ id }) => id === 'image')!;
  const given = { ...head, size: 'paper-column', parts: ['legend'] } as const;
  const { tensor } = image;
  const result = normalize({ layer: 'BatchNorm2d', options: {}, mode: 'train' }, tensor);
  const figure = reportPage({
    ...input(given),
    ...{ x: tensor, result },
    display: { x: wholeTensor(tensor), y: wholeTensor(result.output) },
  });
  expect(figure.height).toBeGreaterThan(sizeOf(given).height);
  const numbers = figure.marks.filter((mark) => mark.kind === 'text' && mark.cell);
  // 2 × 3 × 5 × 5 values of the input and as many of the output
  expect(numbers).toHaveLength(300);
  expect(reportPage(input(given)).height).toBe(sizeOf(given).height);
});

test.each(PRESET_NAMES.filter((name) => !('motion' in PRESETS[name])))(
  'no number of the sentences is hidden in the preset %s, whichever layer is shown',
  (name) => {
    const given = input(PRESETS[name]);
    for (const layer of ['BatchNorm1d', 'LayerNorm', 'InstanceNorm1d', 'GroupNorm'] as const) {
      const options: LayerOptions = layer === 'GroupNorm' ? { num_groups: 1 } : {};
      const result = normalize({ layer, options, mode: 'train' }, given.x);
      const { marks } = reportPage({
        ...given,
        result,
        display: { x: given.display.x, y: wholeTensor(result.output) },
      });
      const cells = marks.flatMap((mark) =>
        mark.kind === 'text' && mark.cell ? [`${mark.cell.cube} ${mark.cell.flat}`] : [],
      );
      // 2 × 5 × 4 values of x and as many of y
      expect(new Set(cells).size, layer).toBe(80);
    }
  },
);
