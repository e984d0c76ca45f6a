import type { SheetPage } from './sheet.ts';
import type { Figure } from '../../core/figure/marks.ts';

/** What the raster worker is started with. */
export interface RasterSetup {
  /** Folder of the bundled fonts. */
  readonly fonts: string;
}

/** What a picture says of itself, in its file's own fields. */
export interface PictureFacts {
  readonly title: string;
  readonly description: string;
  /** "Normscope 1.0.0". */
  readonly software: string;
  /** BCP 47. */
  readonly language: string;
  /** Layer, options and the like, as JSON. */
  readonly keywords: string;
}

/** One picture in a format that takes the rasteriser. */
export type Drawing =
  /** `scale`: device pixels per figure pixel. */
  | {
      readonly kind: 'png';
      readonly figure: Figure;
      readonly scale: number;
      readonly facts?: PictureFacts;
    }
  /** A page each; `scale`: points per figure pixel, of all pages or of each. */
  | {
      readonly kind: 'pdf';
      readonly figures: readonly Figure[];
      readonly scale: number | readonly number[];
      readonly facts: PictureFacts;
    }
  /** SVG whose letters are outlines. */
  | { readonly kind: 'outlines'; readonly figure: Figure; readonly millimetres?: number }
  /** A PDF of small pictures, so many to a page. */
  | { readonly kind: 'sheet'; readonly pages: readonly SheetPage[]; readonly facts: PictureFacts }
  /** Figures of one size, and how long each stands, in milliseconds; `loop` 0 is for ever. */
  | {
      readonly kind: 'gif';
      readonly figures: readonly Figure[];
      readonly delays: readonly number[];
      readonly loop: number;
    };

/** From the service to the raster worker. */
export interface RasterJob {
  readonly id: number;
  readonly drawing: Drawing;
  /** One int32: not 0 when nobody wants the drawing any more. */
  readonly stop?: SharedArrayBuffer;
}

/** From the raster worker to the service, while it draws. */
export interface RasterNews {
  readonly id: number;
  readonly done: number;
  readonly total: number;
}

/** From the raster worker to the service. */
export type RasterAnswer =
  | { readonly id: number; readonly ok: true; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly ok: false; readonly message: string };
