import { readFile } from 'node:fs/promises';
import { fontFaceCss, fontFaces } from '../../core/figure/fontFaces.ts';
import type { Figure } from '../../core/figure/marks.ts';
import { toSvg } from '../../core/figure/toSvg.ts';
import { pixelScale, pointScale, sizeOf, type Preset } from '../../core/report/preset.ts';
import type { PictureFacts } from '../workers/rasterJobs.ts';
import type { Rasterizer } from './rasterize.ts';

/** What turns figures into files. */
export interface Drawer {
  readonly rasterizer: Rasterizer;
  /** Folder of the bundled fonts. */
  readonly fonts: URL;
}

/** How a picture is wanted. */
export interface WantedPicture {
  readonly preset?: Preset | undefined;
  /** Pixels per CSS pixel of a PNG whose preset has no printed size. */
  readonly scale: number;
  readonly facts: PictureFacts;
}

/**
 * A figure as PNG, SVG or PDF.
 * @throws InputError badScale, workerDied
 */
export async function pictureBytes(
  { rasterizer, fonts }: Drawer,
  figure: Figure,
  format: 'png' | 'svg' | 'pdf',
  { preset, scale, facts }: WantedPicture,
): Promise<Uint8Array> {
  const { width } = figure;
  switch (format) {
    case 'png':
      return preset
        ? rasterizer.draw({ kind: 'png', figure, scale: pixelScale(preset, scale, width), facts })
        : rasterizer.rasterize(figure, scale, facts);
    case 'svg':
      return svgBytes(rasterizer, fonts, figure, preset);
    case 'pdf':
      return rasterizer.draw({
        kind: 'pdf',
        figures: [figure],
        scale: pointScale(preset, width),
        facts,
      });
    default:
      return format satisfies never;
  }
}

async function svgBytes(
  rasterizer: Rasterizer,
  fonts: URL,
  figure: Figure,
  preset: Preset | undefined,
): Promise<Uint8Array> {
  const { millimetres } = sizeOf(preset);
  const printed = millimetres === undefined ? {} : { millimetres };
  switch (preset?.letters ?? 'text') {
    case 'outlines':
      return rasterizer.draw({ kind: 'outlines', figure, ...printed });
    case 'fonts':
      return bytesOf(toSvg(figure, { ...printed, css: await facesOf(figure, fonts) }));
    default:
      return bytesOf(toSvg(figure, printed));
  }
}

async function facesOf(figure: Figure, fonts: URL): Promise<string> {
  const faces = fontFaces(figure);
  const files = await Promise.all(
    faces.map(({ file }) => readFile(new URL(`${file}.woff2`, fonts), 'base64')),
  );
  return fontFaceCss(faces, (face) => files[faces.indexOf(face)]!);
}

export const bytesOf = (text: string) => new TextEncoder().encode(text);
