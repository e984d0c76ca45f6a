import { extent } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import type { Box } from './badge.ts';
import type { Colour, Mark, TextMark } from './marks.ts';
import type { Theme } from './state.ts';
import { THEMES } from './theme.ts';

/** A statistic batch by batch: what each batch had, what the layer remembered, and the truth. */
export interface Chart {
  readonly title: string;
  readonly role: 'mean' | 'variance';
  /** One value a batch. */
  readonly batch: readonly number[];
  readonly running: readonly number[];
  readonly truth: number;
  /** The batch that was fed last, from 0, and the first one in eval mode; null for none. */
  readonly step: number;
  readonly frozen: number | null;
  /** "batch", "running", "true". */
  readonly keys: readonly [batch: string, running: string, truth: string];
}

const EDGE = { top: 40, right: 16, bottom: 30, left: 52 };
const TEXT = 12;

/**
 * A chart of one statistic in a box of a page: batches as points, the running statistic as a heavy line,
 * the true value dashed; what is still to come is pale.
 */
export function chartMarks(chart: Chart, theme: Theme, box: Box): Mark[] {
  const { batch, running, truth, step, frozen, role } = chart;
  const colours = THEMES[theme];
  const colour = colours[role];
  const [left, right] = [box.x + EDGE.left, box.x + box.width - EDGE.right];
  const [top, bottom] = [box.y + EDGE.top, box.y + box.height - EDGE.bottom];
  const x = scaleLinear([0, Math.max(1, batch.length - 1)], [left, right]);
  const [low = 0, high = 1] = extent([...batch, ...running, truth]);
  const y = scaleLinear([low, high], [bottom, top]).nice(5);
  const path = (values: readonly number[], strokeWidth: number): Mark => ({
    kind: 'line',
    points: values.slice(0, step + 1).flatMap((value, i) => [x(i), y(value)]),
    stroke: colour,
    strokeWidth,
    cap: 'round',
  });
  const across = (at: number, stroke: Colour, strokeWidth: number): Mark => ({
    kind: 'line',
    points: [left, at, right, at],
    stroke,
    strokeWidth,
  });
  const frozenAt = frozen === null ? right : x(Math.max(0, frozen - 0.5));
  return [
    ...headMarks(chart, theme, box),
    ...(frozen === null
      ? []
      : [
          {
            kind: 'rect',
            x: frozenAt,
            y: top,
            width: Math.max(0, right - frozenAt),
            height: bottom - top,
            fill: colours.accent,
            opacity: 0.12,
          } as const,
          label(frozenAt + 5, top + 9, 'eval', colours.muted),
        ]),
    ...y
      .ticks(5)
      .flatMap((value): Mark[] => [
        across(y(value), colours.border, 1),
        { ...label(left - 8, y(value), y.tickFormat(5)(value), colours.muted), anchor: 'end' },
      ]),
    ...x.ticks(6).map((value): Mark => ({
      ...label(x(value), bottom + 16, String(value + 1), colours.muted),
      anchor: 'middle',
    })),
    { ...across(y(truth), colours.muted, 1.5), dash: [5, 4] } as Mark,
    {
      kind: 'line',
      points: [x(step), top, x(step), bottom],
      stroke: colours.accent,
      strokeWidth: 1.5,
    },
    ...batch.map((value, i): Mark => ({
      kind: 'circle',
      x: x(i),
      y: y(value),
      r: 2.6,
      fill: colour,
      ...(i > step && { opacity: 0.25 }),
    })),
    path(batch, 1),
    path(running, 2.75),
  ];
}

function label(x: number, y: number, text: string, fill: Colour): TextMark {
  return { kind: 'text', x, y, text, size: TEXT, fill, family: 'sans', baseline: 'middle' };
}

/** Title, and a key of the three lines. */
function headMarks({ title, role, keys }: Chart, theme: Theme, box: Box): Mark[] {
  const colours = THEMES[theme];
  const y = box.y + 16;
  const lines = [
    { stroke: colours[role], strokeWidth: 1 },
    { stroke: colours[role], strokeWidth: 2.75 },
    { stroke: colours.muted, strokeWidth: 1.5, dash: [5, 4] },
  ];
  return [
    { ...label(box.x + 4, y, title, colours[role]), size: 16, weight: 600 },
    ...lines.flatMap((line, i): Mark[] => {
      const x = box.x + 120 + i * 150;
      return [
        { kind: 'line', points: [x, y, x + 22, y], ...line },
        label(x + 30, y, keys[i] ?? '', colours.muted),
      ];
    }),
  ];
}
