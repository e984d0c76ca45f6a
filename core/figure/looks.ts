import { hcl, rgb } from 'd3-color';
import type { Infer } from '../shape/shape.ts';
import { anyOf } from '../shape/values.ts';
import { convexHatch } from './hatch.ts';
import type { Colour, Figure, Mark } from './marks.ts';
import { theme, type Theme, type ViewState } from './state.ts';
import { luminance, textOn, THEMES } from './theme.ts';

/** How a picture is dressed: a theme, or for black ink ("print"), or on whatever lies under it ("transparent"). */
export const look = anyOf([...theme.choices, 'print', 'transparent']);
export type Look = Infer<typeof look>;

/** The theme in which a look is drawn. */
export function themeOf(given: Look): Theme {
  switch (given) {
    case 'print':
      return 'contrast';
    case 'transparent':
      return 'light';
    default:
      return given;
  }
}

/** A figure of that theme in its look. @param colour  what its colours mean */
export function dressed(figure: Figure, given: Look, colour: ViewState['colour']): Figure {
  switch (given) {
    case 'print':
      return { ...figure, background: '#ffffff', marks: printed(figure.marks, colour) };
    case 'transparent':
      return { ...figure, background: null };
    default:
      return figure;
  }
}

/** Lines a statistic's cells: their direction in degrees, and distance in pixels. */
const PATTERNS: readonly (readonly [degrees: number, distance: number] | null)[] = [
  null,
  [45, 6],
  [135, 6],
  [0, 5],
  [90, 5],
  [45, 3.5],
  [135, 3.5],
  [0, 9],
  [90, 9],
  [20, 6],
];
/** What is less coloured is grey already. */
const COLOURED = 12;
/** Hues of negative values, in HCL degrees. */
const ORANGE = [30, 100] as const;

const ACCENTS: ReadonlySet<Colour> = new Set(Object.values(THEMES).map(({ accent }) => accent));

/**
 * Marks in greys that a black-and-white printer keeps apart: the hue of a value becomes hatching (negative ones are
 * hatched), that of a statistic a pattern of its own.
 */
export function printed(marks: readonly Mark[], colour: ViewState['colour']): Mark[] {
  const patterns = new Map<number, number>();
  const faces = new Map<string, Colour>();
  const patternOf = (fill: Colour): (typeof PATTERNS)[number] => {
    const { h, c } = hcl(fill);
    // badges of axes are words on the accent: hatched they could not be read
    if (!(c > COLOURED) || ACCENTS.has(fill)) return null;
    if (colour === 'value') return h >= ORANGE[0] && h <= ORANGE[1] ? [45, 5] : null;
    const hue = Math.round(h / 6);
    const index = patterns.get(hue) ?? patterns.size;
    patterns.set(hue, index);
    return PATTERNS[index % PATTERNS.length] ?? null;
  };
  const fillOf = (fill: Colour) =>
    colour === 'group' && hcl(fill).c > COLOURED && !ACCENTS.has(fill) ? '#f2f2f2' : grey(fill);
  return marks.flatMap((mark): Mark[] => {
    switch (mark.kind) {
      case 'polygon':
      case 'rect': {
        const { fill, stroke } = mark;
        const key = mark.cell && `${mark.cell.cube} ${mark.cell.flat}`;
        const inked = fill === null ? null : fillOf(fill);
        if (key && inked) faces.set(key, inked);
        const plain = { ...mark, fill: inked, ...(stroke && { stroke: grey(stroke) }) };
        const pattern =
          fill === null || (!mark.cell && mark.kind === 'polygon') ? null : patternOf(fill);
        if (!pattern || inked === null) return [plain];
        const points =
          mark.kind === 'polygon' ? mark.points : corners(mark.x, mark.y, mark.width, mark.height);
        const [degrees, distance] = pattern;
        const ink = luminance(inked) > 0.35 ? '#3a3a3a' : '#e8e8e8';
        return [plain, ...convexHatch(points, degrees, distance, ink)];
      }
      case 'circle':
        return [
          {
            ...mark,
            fill: mark.fill && grey(mark.fill),
            ...(mark.stroke && { stroke: grey(mark.stroke) }),
          },
        ];
      case 'line':
        return [{ ...mark, stroke: grey(mark.stroke) }];
      case 'text': {
        const under = mark.cell && faces.get(`${mark.cell.cube} ${mark.cell.flat}`);
        const { runs, ...text } = mark;
        const fill = under ? grey(textOn(under)) : grey(mark.fill);
        return [
          {
            ...text,
            fill,
            ...(runs && { runs: runs.map((run) => ({ ...run, fill: grey(run.fill) })) }),
          },
        ];
      }
      case 'image':
        return [{ ...mark, rgba: greyPixels(mark.rgba) }];
      default:
        return mark satisfies never;
    }
  });
}

const corners = (x: number, y: number, width: number, height: number) => [
  ...[x, y, x + width, y],
  ...[x + width, y + height, x, y + height],
];

/** The grey that is as light. */
function grey(colour: Colour): Colour {
  const { l } = hcl(colour);
  return rgb(hcl(0, 0, l)).formatHex();
}

function greyPixels(rgba: Uint8ClampedArray): Uint8ClampedArray {
  const inked = Uint8ClampedArray.from(rgba);
  for (let at = 0; at < rgba.length; at += 4) {
    const [r = 0, g = 0, b = 0] = rgba.subarray(at, at + 3);
    inked.fill(0.2126 * r + 0.7152 * g + 0.0722 * b, at, at + 3);
  }
  return inked;
}
