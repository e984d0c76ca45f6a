// As much of mediabunny as is used here: its own types bring globals along that TypeScript has of its own.
declare module 'mediabunny' {
  export type VideoCodec = 'vp9' | 'vp8';
  export class Quality {}
  export const QUALITY_HIGH: Quality;
  export class BufferTarget {
    readonly buffer: ArrayBuffer | null;
  }
  export class WebMOutputFormat {}
  export class CanvasSource {
    constructor(
      canvas: OffscreenCanvas,
      encoding: { readonly codec: VideoCodec; readonly bitrate: Quality },
    );
    /** Seconds. */
    add(timestamp: number, duration: number): Promise<void>;
  }
  export class Output {
    constructor(options: { readonly format: WebMOutputFormat; readonly target: BufferTarget });
    addVideoTrack(source: CanvasSource): unknown;
    setMetadataTags(tags: { readonly title?: string }): void;
    start(): Promise<void>;
    cancel(): Promise<void>;
    finalize(): Promise<void>;
  }
  export function getFirstEncodableVideoCodec(
    codecs: readonly VideoCodec[],
    options: { readonly width: number; readonly height: number },
  ): Promise<VideoCodec | null>;
}
