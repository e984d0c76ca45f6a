import type { Figure } from '../../core/figure/marks.ts';

/** What the raster worker is started with. */
export interface RasterSetup {
  /** Folder of the bundled fonts. */
  readonly fonts: string;
}

/** From the service to the raster worker. */
export interface RasterJob {
  readonly id: number;
  readonly figure: Figure;
  /** Device pixels per figure pixel. */
  readonly scale: number;
}

/** From the raster worker to the service. */
export type RasterAnswer =
  | { readonly id: number; readonly ok: true; readonly png: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly ok: false; readonly message: string };
