/** A colour as CSS hex, "#rrggbb". Opacity is separate. */
export type Colour = string;

/** A cell of a cube: which cube, and the flat row-major index into that cube's display tensor. */
export interface CellRef {
  readonly cube: string;
  readonly flat: number;
}

interface Base {
  readonly opacity?: number;
  /** What a pointer over this mark means; only faces of cells, their numbers and handles carry one. */
  readonly cell?: CellRef;
  /** Control that a pointer over this mark means, e.g. "axis:C". */
  readonly action?: string;
}

/** Closed polygon; points are x0, y0, x1, y1 … in figure pixels. */
export interface PolygonMark extends Base {
  readonly kind: 'polygon';
  readonly points: readonly number[];
  readonly fill: Colour | null;
  readonly stroke?: Colour;
  readonly strokeWidth?: number;
  /** Of a cell's face, its normal: x, y or z. */
  readonly side?: 0 | 1 | 2;
}

/** Open polyline. */
export interface LineMark extends Base {
  readonly kind: 'line';
  readonly points: readonly number[];
  readonly stroke: Colour;
  readonly strokeWidth: number;
  readonly dash?: readonly number[];
  readonly cap?: 'round' | 'butt';
}

export interface RectMark extends Base {
  readonly kind: 'rect';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly radius?: number;
  readonly fill: Colour | null;
  readonly stroke?: Colour;
  readonly strokeWidth?: number;
}

export interface CircleMark extends Base {
  readonly kind: 'circle';
  readonly x: number;
  readonly y: number;
  readonly r: number;
  readonly fill: Colour | null;
  readonly stroke?: Colour;
  readonly strokeWidth?: number;
}

/** One line of text. `transform` [a b c d e f] lays it on the face of a cell; x and y are then in that frame. */
export interface TextMark extends Base {
  readonly kind: 'text';
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly size: number;
  readonly family: 'sans' | 'mono';
  readonly weight?: 400 | 600 | 700;
  readonly fill: Colour;
  /** The text in stretches of colours of their own, for text that starts at x and is not laid on a face. */
  readonly runs?: readonly { readonly text: string; readonly fill: Colour }[];
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly baseline?: 'alphabetic' | 'middle';
  readonly transform?: readonly [number, number, number, number, number, number];
}

/** A slice painted one pixel a cell; the affine transform maps pixel (0..width, 0..height) to the figure. */
export interface ImageMark extends Base {
  readonly kind: 'image';
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray;
  readonly transform: readonly [number, number, number, number, number, number];
  /** Which cells the pixels are, for hit testing: flat = origin + px·stepX + py·stepY. */
  readonly cells?: {
    readonly cube: string;
    readonly origin: number;
    readonly stepX: number;
    readonly stepY: number;
  };
}

/** The intermediate form between layout and pixels: every back end is one switch over it. */
export type Mark = PolygonMark | LineMark | RectMark | CircleMark | TextMark | ImageMark;

/** Marks in painting order (back to front) on a page of a given size in CSS pixels. */
export interface Figure {
  readonly width: number;
  readonly height: number;
  readonly background: Colour | null;
  readonly marks: readonly Mark[];
  /** Title and description for assistive technology and for the SVG's title and desc. */
  readonly title: string;
  readonly description: string;
}
