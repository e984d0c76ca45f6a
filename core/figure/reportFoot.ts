import type { Mark } from './marks.ts';
import type { ReportFigureInput } from './reportInput.ts';
import { fitText, textWidth, wrapText } from './textWidth.ts';
import type { ThemeColours } from './theme.ts';

/** A part at the foot of a picture, of full width. */
export interface FootPart {
  /** CSS pixels. */
  readonly height: number;
  /** @param y  of its upper edge */
  readonly marks: (y: number) => Mark[];
}

/** Around everything on the page. */
export const PAD = 40;
/** Height of the last line. */
export const FOOT = 44;

const CAPTION_STEP = 20;

/** Of the picture's height. */
const MOST_CAPTION = 0.4;

/** The reader's own text, in as many lines as it needs; of one that would fill the picture, its beginning. */
export function ownCaption(
  text: string | undefined,
  theme: ThemeColours,
  { width, height }: { readonly width: number; readonly height: number },
  pad: number,
): FootPart {
  const room = width - 2 * pad;
  // Lines that a person has broken stay broken.
  const all = (text ?? '').split('\n').flatMap((line) => wrapText(line, room, 14, 'sans'));
  const most = Math.max(1, Math.floor((height * MOST_CAPTION) / CAPTION_STEP));
  const cut = (line: string) => `${fitText(line, room - 20, 14, 'sans').replace(/…$/, '')} …`;
  const lines = all.length <= most ? all : [...all.slice(0, most - 1), cut(all[most - 1] ?? '')];
  return {
    height: lines.length === 0 ? 0 : lines.length * CAPTION_STEP + 8,
    marks: (y) =>
      lines.map((line, i) => ({
        kind: 'text',
        x: pad,
        y: y + 4 + (i + 0.5) * CAPTION_STEP,
        text: line,
        size: 14,
        family: 'sans',
        fill: theme.ink,
        baseline: 'middle',
      })),
  };
}

const CODE_SIZE = 12;
const CODE_STEP = 17;
const CODE_PAD = 10;
/** Of the picture's height. */
const MOST_CODE = 0.4;
/** From this width on a program stands in two columns. */
const TWO_COLUMNS = 900;
const GAP = 24;

/** A program in one or two columns; of one that is too long, its beginning and how many lines are left out. */
export function codeBlock(
  code: string,
  theme: ThemeColours,
  width: number,
  height: number,
  pad: number,
): FootPart {
  const all = code.trimEnd().split('\n');
  const columns = width >= TWO_COLUMNS && all.length > 6 ? 2 : 1;
  const room = Math.floor((height * MOST_CODE - 2 * CODE_PAD) / CODE_STEP);
  const rows = Math.max(1, Math.min(Math.ceil(all.length / columns), room));
  const most = rows * columns;
  const shown =
    all.length <= most ? all : [...all.slice(0, most - 1), `# … + ${all.length - most + 1}`];
  const wide = (width - 2 * pad - 2 * CODE_PAD - (columns - 1) * GAP) / columns;
  const tall = rows * CODE_STEP + 2 * CODE_PAD;
  return {
    height: tall + 8,
    marks: (y) => [
      {
        kind: 'rect',
        x: pad,
        y,
        width: width - 2 * pad,
        height: tall,
        radius: 6,
        fill: null,
        stroke: theme.border,
        strokeWidth: 1,
      },
      ...shown.flatMap((line, i): Mark[] => {
        if (line === '') return [];
        const text = fitText(line, wide, CODE_SIZE, 'mono');
        return [
          {
            kind: 'text',
            x: pad + CODE_PAD + Math.floor(i / rows) * (wide + GAP),
            y: y + CODE_PAD + ((i % rows) + 0.5) * CODE_STEP,
            text,
            size: CODE_SIZE,
            family: 'mono',
            fill: text.trimStart().startsWith('#') ? theme.muted : theme.ink,
            baseline: 'middle',
          },
        ];
      }),
    ],
  };
}

/** What a drawn cell stands for, left of the key. */
export function blocksNote({ labels }: ReportFigureInput, theme: ThemeColours, y: number): Mark[] {
  if (!labels.blocks) return [];
  const { blocks: text } = labels;
  return [
    {
      kind: 'text',
      x: PAD,
      y,
      text,
      size: 12.5,
      family: 'sans',
      fill: theme.muted,
      baseline: 'middle',
    },
  ];
}

/** Names of the axes, and who made the picture. */
export function footer(
  input: ReportFigureInput,
  theme: ThemeColours,
  width: number,
  height: number,
): Mark[] {
  const y = height - FOOT;
  const names = input.plan.axes
    .map(
      (axis, i) =>
        `${axis} ${input.labels.axisNames[axis] ?? ''}`.trim() + ` ${input.plan.shape[i]}`,
    )
    .join('   ·   ');
  const line = {
    kind: 'text',
    y: y + FOOT / 2,
    size: 12,
    family: 'sans',
    baseline: 'middle',
  } as const;
  const made = `Normscope ${input.version}`;
  const room = width - 2 * PAD - textWidth(made, 12, 'sans', 600) - 16;
  return [
    { kind: 'line', points: [PAD, y, width - PAD, y], stroke: theme.border, strokeWidth: 1 },
    { ...line, x: PAD, text: fitText(names, room, 12, 'sans'), fill: theme.muted },
    {
      ...line,
      x: width - PAD,
      text: made,
      weight: 600,
      fill: theme.muted,
      anchor: 'end',
    },
  ];
}
