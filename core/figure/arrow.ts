import { kindOf } from '../norm/kinds/kinds.ts';
import type { Box } from './badge.ts';
import type { CubeFigureInput } from './cubeInput.ts';
import { formatCell } from './formatCell.ts';
import type { Letter } from '../station/station.ts';
import { barOver } from './bar.ts';
import type { Mark, TextMark } from './marks.ts';
import { zoomPoint } from './panel.ts';
import { textWidth } from './textWidth.ts';
import { THEMES } from './theme.ts';

/** The arrow from input to output; with room, the active group's mean and variance ride on it. */
export function arrowMarks(
  input: CubeFigureInput,
  stage: Box,
  box: Box & { readonly down: boolean },
  group: number | null,
): Mark[] {
  const { view, statistics } = input;
  const theme = THEMES[view.theme];
  const [cx, cy] = zoomPoint(view, stage, [box.x + box.width / 2, box.y + box.height / 2]);
  const half = (box.down ? 11 : Math.min(28, box.width * 0.36)) * Math.min(1, view.zoom);
  const head = 7;
  const stroke = { stroke: theme.axis, strokeWidth: 1.8, cap: 'round' as const };
  const marks: Mark[] = box.down
    ? [
        { kind: 'line', points: [cx, cy - half, cx, cy + half], ...stroke },
        {
          kind: 'line',
          points: [cx - head, cy + half - head, cx, cy + half, cx + head, cy + half - head],
          ...stroke,
        },
      ]
    : [
        { kind: 'line', points: [cx - half, cy, cx + half, cy], ...stroke },
        {
          kind: 'line',
          points: [cx + half - head, cy - head, cx + half, cy, cx + half - head, cy + head],
          ...stroke,
        },
      ];
  if (box.down || box.width < 100 || !statistics || group === null) return marks;
  const chip = (y: number, letter: Letter, value: number | undefined, fill: string): Mark[] => {
    if (value === undefined) return [];
    const text = `${letter.text} ${formatCell(value, 4)}`;
    const width = textWidth(text, 12, 'mono') + 14;
    const written: TextMark = {
      kind: 'text',
      x: cx,
      y,
      text,
      size: 12,
      family: 'mono',
      weight: 600,
      fill,
      anchor: 'middle',
      baseline: 'middle',
    };
    return [
      {
        kind: 'rect',
        x: cx - width / 2,
        y: y - 12,
        width,
        height: 24,
        radius: 6,
        fill: theme.surface,
        stroke: fill,
        strokeWidth: 1.2,
      },
      written,
      ...(letter.bar ? [barOver(written, letter.text)] : []),
    ];
  };
  const letters = kindOf(input.plan).letters(input.plan);
  return [
    ...marks,
    ...(letters.mean ? chip(cy - 52, letters.mean, statistics.mean[group], theme.mean) : []),
    ...(letters.spread
      ? chip(cy - 24, letters.spread, statistics.variance[group], theme.variance)
      : []),
  ];
}
