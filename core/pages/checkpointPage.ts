import { SERIES, type LayerChannels, type SeriesName } from '../checkpoint/channels.ts';
import { channelScale } from '../figure/channelScale.ts';
import type { Box } from '../figure/badge.ts';
import type { Figure, Mark } from '../figure/marks.ts';
import type { Theme } from '../figure/state.ts';
import { fitText, wrapText } from '../figure/textWidth.ts';
import { THEMES, type ThemeColours } from '../figure/theme.ts';
import { frameMarks, madeMark, PAD, textMark } from './frame.ts';
import type { DrawnPage, PageParts } from './pageLayout.ts';

/** A page about a layer of a checkpoint, or about the whole where none is shown. */
export interface CheckpointPage {
  readonly theme: Theme;
  readonly title: string;
  readonly lead: string;
  /** What was found, a text each; of a healthy layer that nothing was. */
  readonly findings: readonly string[];
  readonly here: LayerChannels | null;
  readonly there: LayerChannels | null;
  /** Channels that a finding names. */
  readonly flagged: ReadonlySet<number>;
  readonly channel: number | null;
  readonly nameOf: (series: SeriesName) => string;
  readonly logarithmic: string;
  readonly made: string;
  readonly parts: PageParts;
}

const NATURAL = 1200;
const LEAST = 480;
/** From this width on the charts stand side by side. */
const SIDE_BY_SIDE = 860;
const GAP = 20;
const CHART = 190;
const HEAD = 26;
const AXIS = 60;
const LINE = 21;

const COLOURS: Readonly<Record<SeriesName, keyof ThemeColours>> = {
  runningMean: 'mean',
  runningVar: 'variance',
  weight: 'gamma',
  bias: 'beta',
  gain: 'accent',
};

/** Findings in words, and a chart of each of the layer's numbers, channel by channel. */
export function checkpointPage(page: CheckpointPage): DrawnPage {
  return { natural: NATURAL, least: LEAST, at: (width) => checkpointFigure(page, width) };
}

function checkpointFigure(page: CheckpointPage, whole: number): Figure {
  const { theme, title, lead, here } = page;
  const findings = page.parts.facts ? page.findings : [];
  const colours = THEMES[theme];
  const { marks, bottom } = frameMarks(theme, whole, page);
  const lines = findings.flatMap((text) => [
    ...wrapText(text, whole - 2 * PAD - 16, 15, 'sans'),
    '',
  ]);
  const top = bottom + lines.length * LINE + (lines.length > 0 ? 4 : 0);
  const present = SERIES.filter((name) => here?.series[name]);
  const columns = whole >= SIDE_BY_SIDE ? 2 : 1;
  const rows = Math.ceil(present.length / columns);
  const height = Math.ceil(top + rows * (CHART + GAP) + PAD);
  const width = (whole - 2 * PAD - (columns - 1) * GAP) / columns;
  return {
    width: whole,
    height,
    background: colours.background,
    title,
    description: [lead, ...page.findings].join(' '),
    marks: [
      ...marks,
      ...lines.map((line, i) => textMark(PAD + 16, bottom + 8 + i * LINE, line, 15, colours.ink)),
      ...(lines.length > 0 && here
        ? [
            {
              kind: 'line',
              points: [PAD + 3, bottom, PAD + 3, bottom + lines.length * LINE - LINE],
              stroke: page.flagged.size > 0 ? colours.variance : colours.accent,
              strokeWidth: 3,
            } as const,
          ]
        : []),
      ...present.flatMap((name, i) =>
        chartMarks(page, name, {
          x: PAD + (i % columns) * (width + GAP),
          y: top + Math.floor(i / columns) * (CHART + GAP),
          width,
          height: CHART,
        }),
      ),
      ...madeMark(theme, whole, height, page),
    ],
  };
}

function chartMarks(page: CheckpointPage, name: SeriesName, box: Box): Mark[] {
  const { theme, here, there, flagged, channel, nameOf } = page;
  const colours = THEMES[theme];
  const values = here?.series[name] ?? new Float64Array();
  const other = there?.series[name];
  const [left, right] = [box.x + AXIS, box.x + box.width - 6];
  const [top, foot] = [box.y + HEAD, box.y + box.height - 6];
  const scale = channelScale(other ? [values, other] : [values], foot, top);
  const band = (right - left) / Math.max(1, values.length);
  const middle = (i: number) => left + (i + 0.5) * band;
  const colour = colours[COLOURS[name]] as string;
  const bar = (value: number, i: number): Mark => {
    const y = scale.y(value);
    const end = Math.abs(y - scale.base) < 1 ? scale.base - 1.5 : y;
    return {
      kind: 'line',
      points: [middle(i), scale.base, middle(i), end],
      stroke: flagged.has(i) ? colours.ink : colour,
      strokeWidth: Math.max(flagged.has(i) ? 1.6 : 0.8, band * 0.7),
    };
  };
  const heading = `${nameOf(name)}${scale.log ? ` · ${page.logarithmic}` : ''}`;
  return [
    textMark(box.x, box.y + 10, fitText(heading, box.width, 15, 'sans', 600), 15, colour, 600),
    ...scale.ticks.flatMap(({ value, text }): Mark[] => [
      {
        kind: 'line',
        points: [left, scale.y(value), right, scale.y(value)],
        stroke: colours.border,
        strokeWidth: 1,
      },
      { ...textMark(left - 6, scale.y(value), text, 11, colours.muted), anchor: 'end' },
    ]),
    ...(channel === null
      ? []
      : [
          {
            kind: 'rect',
            x: left + channel * band,
            y: top,
            width: Math.max(2, band),
            height: foot - top,
            fill: colours.accent,
            opacity: 0.15,
          } as const,
        ]),
    ...Array.from(values, bar),
    ...(other
      ? Array.from(other, (value, i): Mark => ({
          kind: 'line',
          points: [
            middle(i) - band * 0.45,
            scale.y(value),
            middle(i) + band * 0.45,
            scale.y(value),
          ],
          stroke: colours.ink,
          strokeWidth: 1.5,
        }))
      : []),
    ...Array.from(values).flatMap((value, i): Mark[] =>
      Number.isFinite(value)
        ? []
        : [
            {
              kind: 'line',
              points: [middle(i) - 4, top + 1, middle(i) + 4, top + 9],
              stroke: colours.ink,
              strokeWidth: 1.5,
            },
            {
              kind: 'line',
              points: [middle(i) + 4, top + 1, middle(i) - 4, top + 9],
              stroke: colours.ink,
              strokeWidth: 1.5,
            },
          ],
    ),
  ];
}
