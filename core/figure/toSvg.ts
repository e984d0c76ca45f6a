import { FONT_FAMILIES, MIDDLE_TO_BASELINE } from './fonts.ts';
import type { Colour, Figure, Mark, TextMark } from './marks.ts';
import { base64, encodePng } from './png.ts';

export interface SvgOptions {
  /** Physical size over CSS size; the viewBox stays in figure pixels. 1 when left out. */
  readonly scale?: number;
  /** Width when printed; in its place is the scale. */
  readonly millimetres?: number;
  /** Rules put into the file's style element, e.g. @font-face. */
  readonly css?: string;
}

/**
 * A standalone SVG of a figure, with title and desc for assistive technology. Slices are embedded as
 * PNG; fonts are named, with fallbacks.
 */
export function toSvg(figure: Figure, options: SvgOptions = {}): string {
  const { width, height, marks, background } = figure;
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" ${svgSize(figure, options.millimetres, options.scale)} role="img" aria-labelledby="figure-title figure-desc">`,
    svgTitles(figure),
    `<style>text{white-space:pre}.s{font-family:${FONT_FAMILIES.sans}}.m{font-family:${FONT_FAMILIES.mono}}${options.css ?? ''}</style>`,
  ];
  if (background)
    lines.push(`<rect width="${number(width)}" height="${number(height)}" fill="${background}"/>`);
  lines.push('<g stroke-linejoin="round">');
  for (const mark of marks) lines.push(element(mark));
  lines.push('</g>', '</svg>', '');
  return lines.join('\n');
}

/** Size and viewBox of a figure as attributes of its SVG. @param millimetres  its width when printed */
export function svgSize({ width, height }: Figure, millimetres?: number, scale = 1): string {
  const [wide, tall] =
    millimetres === undefined
      ? [number(width * scale), number(height * scale)]
      : [`${number(millimetres)}mm`, `${number((millimetres * height) / width)}mm`];
  return `width="${wide}" height="${tall}" viewBox="0 0 ${number(width)} ${number(height)}"`;
}

/** Title and description of a figure as elements of its SVG. */
export function svgTitles({ title, description }: Figure): string {
  return `<title id="figure-title">${escape(title)}</title>\n<desc id="figure-desc">${escape(description)}</desc>`;
}

function element(mark: Mark): string {
  const opacity =
    mark.opacity === undefined || mark.opacity === 1 ? '' : ` opacity="${number(mark.opacity)}"`;
  switch (mark.kind) {
    case 'polygon':
      return `<polygon points="${points(mark.points)}"${look(mark.fill, mark.stroke, mark.strokeWidth)}${opacity}/>`;
    case 'line': {
      const dash = mark.dash ? ` stroke-dasharray="${mark.dash.map(number).join(' ')}"` : '';
      const cap = mark.cap === 'round' ? ' stroke-linecap="round"' : '';
      return `<polyline points="${points(mark.points)}"${look(null, mark.stroke, mark.strokeWidth)}${dash}${cap}${opacity}/>`;
    }
    case 'rect': {
      const radius = mark.radius
        ? ` rx="${number(Math.min(mark.radius, mark.width / 2, mark.height / 2))}"`
        : '';
      return `<rect x="${number(mark.x)}" y="${number(mark.y)}" width="${number(mark.width)}" height="${number(mark.height)}"${radius}${look(mark.fill, mark.stroke, mark.strokeWidth)}${opacity}/>`;
    }
    case 'circle':
      return `<circle cx="${number(mark.x)}" cy="${number(mark.y)}" r="${number(mark.r)}"${look(mark.fill, mark.stroke, mark.strokeWidth)}${opacity}/>`;
    case 'text':
      return text(mark, opacity);
    case 'image': {
      const png = base64(encodePng(mark.width, mark.height, mark.rgba));
      return `<image width="${mark.width}" height="${mark.height}" preserveAspectRatio="none" style="image-rendering:pixelated" transform="${matrix(mark.transform)}" href="data:image/png;base64,${png}"${opacity}/>`;
    }
    default:
      return mark satisfies never;
  }
}

function text(mark: TextMark, opacity: string): string {
  const y = mark.baseline === 'middle' ? mark.y + MIDDLE_TO_BASELINE * mark.size : mark.y;
  const weight = mark.weight && mark.weight !== 400 ? ` font-weight="${mark.weight}"` : '';
  const anchor = mark.anchor && mark.anchor !== 'start' ? ` text-anchor="${mark.anchor}"` : '';
  const transform = mark.transform ? ` transform="${matrix(mark.transform)}"` : '';
  // Not every reader knows white-space, and would eat an indent.
  const space = /^\s|\s\s|\s$/.test(mark.text) ? ' xml:space="preserve"' : '';
  return `<text class="${mark.family === 'mono' ? 'm' : 's'}" x="${number(mark.x)}" y="${number(y)}" font-size="${number(mark.size)}"${weight}${anchor}${transform} fill="${mark.fill}"${opacity}${space}>${textContent(mark)}</text>`;
}

function textContent({ text, fill, runs }: TextMark): string {
  if (!runs) return escape(text);
  return runs
    .map((run) =>
      run.fill === fill
        ? escape(run.text)
        : `<tspan fill="${run.fill}">${escape(run.text)}</tspan>`,
    )
    .join('');
}

function look(fill: Colour | null, stroke: Colour | undefined, strokeWidth = 1): string {
  const line =
    stroke && strokeWidth > 0 ? ` stroke="${stroke}" stroke-width="${number(strokeWidth)}"` : '';
  return ` fill="${fill ?? 'none'}"${line}`;
}

function points(flat: readonly number[]): string {
  const pairs: string[] = [];
  for (let i = 0; i + 1 < flat.length; i += 2)
    pairs.push(`${number(flat[i] ?? 0)},${number(flat[i + 1] ?? 0)}`);
  return pairs.join(' ');
}

function matrix(transform: readonly number[]): string {
  return `matrix(${transform.map((value) => String(+value.toFixed(4) + 0)).join(' ')})`;
}

/** Two decimals, which is finer than a device pixel at 4×; never "-0". */
function number(value: number): string {
  return String(+value.toFixed(2) + 0);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Text as XML content, without the control characters that XML 1.0 forbids. */
function escape(content: string): string {
  return (
    content
      .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character)
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
  );
}
