import type { ResultOf } from '../../electron/ipc/contract.ts';
import type { Failure, Outcome } from '../ui/host.ts';

type Frame = ResultOf<'report.frame'>;

/** Whether this window can make films: by WebCodecs. */
export const makesFilms = (): boolean => 'VideoEncoder' in window;

export type Film =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly failure: Failure | null };

/**
 * A WebM of a report's moving picture, encoded by the window.
 * @param frameAt     the pictures, one after another
 * @param onProgress  how many of how many are in it; false ends it
 * @returns           without a failure when it was ended, or when the window has no encoder for its size
 */
export async function film(
  frameAt: (index: number) => Promise<Outcome<Frame>>,
  onProgress: (done: number, total: number) => boolean,
): Promise<Film> {
  const {
    BufferTarget,
    CanvasSource,
    getFirstEncodableVideoCodec,
    Output,
    QUALITY_HIGH,
    WebMOutputFormat,
  } = await import('mediabunny');
  const first = await frameAt(0);
  if (!first.ok) return { ok: false, failure: first };
  let picture = await decoded(first.value);
  // Colours are halved in width and height, so both are even.
  const width = picture.width + (picture.width % 2);
  const height = picture.height + (picture.height % 2);
  const codec = await getFirstEncodableVideoCodec(['vp9', 'vp8'], { width, height });
  if (codec === null) return { ok: false, failure: null };
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) return { ok: false, failure: null };
  const target = new BufferTarget();
  const output = new Output({ format: new WebMOutputFormat(), target });
  const source = new CanvasSource(canvas, { codec, bitrate: QUALITY_HIGH });
  output.addVideoTrack(source);
  await output.start();
  const { total } = first.value;
  let shown = first.value;
  let at = 0;
  for (let i = 0; ;) {
    // A film has no transparent ground.
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, width, height);
    context.drawImage(picture, 0, 0);
    picture.close();
    await source.add(at / 1000, shown.delay / 1000);
    at += shown.delay;
    i++;
    if (!onProgress(i, total)) {
      await output.cancel();
      return { ok: false, failure: null };
    }
    if (i === total) break;
    const next = await frameAt(i);
    if (!next.ok) {
      await output.cancel();
      return { ok: false, failure: next };
    }
    shown = next.value;
    picture = await decoded(shown);
  }
  await output.finalize();
  return { ok: true, bytes: new Uint8Array(target.buffer ?? new ArrayBuffer(0)) };
}

const decoded = ({ png }: Frame): Promise<ImageBitmap> =>
  createImageBitmap(new Blob([png as Uint8Array<ArrayBuffer>], { type: 'image/png' }));
