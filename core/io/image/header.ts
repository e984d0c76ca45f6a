import { InputError } from '../../errors.ts';
import type { ByteSource } from '../byteSource.ts';

/** What a picture's header tells, before anything is decoded. */
export interface ImageHeader {
  readonly format: 'png' | 'jpeg' | 'webp';
  /** In pixels, as they are stored. */
  readonly width: number;
  readonly height: number;
  /** One channel of brightness. */
  readonly grey: boolean;
  readonly alpha: boolean;
  /** Bits of a channel. */
  readonly bits: number;
  readonly animated: boolean;
  /** EXIF's 1 … 8: how the stored pixels are turned; 1 where nothing is said. */
  readonly orientation: number;
}

/** Pixels of a picture that is decoded at most. */
export const MOST_PIXELS = 64 * 2 ** 20;
/** Bytes of headers that are looked at. */
const MOST_HEADER = 4 * 2 ** 20;

/**
 * Reads the header of a PNG, JPEG or WebP.
 * @throws InputError image-format for other files, image-damaged, image-size beyond MOST_PIXELS or without pixels
 */
export function imageHeader(source: ByteSource): ImageHeader {
  const bytes = new Uint8Array(Math.min(source.size, MOST_HEADER));
  source.readInto(bytes, 0);
  const header = headerOf(bytes);
  const { width, height } = header;
  if (width === 0 || height === 0 || width * height > MOST_PIXELS)
    throw new InputError(
      'image-size',
      `the picture has ${width} × ${height} pixels: expected 1 to ${MOST_PIXELS}. Make it smaller first.`,
      { width, height, most: MOST_PIXELS },
    );
  return header;
}

/** @throws InputError image-format, image-damaged */
function headerOf(bytes: Uint8Array): ImageHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (bytes.length > 24 && view.getUint32(0) === 0x89504e47) return pngHeader(view);
    if (bytes.length > 3 && view.getUint16(0) === 0xffd8) return jpegHeader(view);
    if (bytes.length > 15 && tag(view, 0) === 'RIFF' && tag(view, 8) === 'WEBP')
      return webpHeader(view);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InputError('image-damaged', 'the picture ends within its header. Save it again.');
  }
  throw new InputError(
    'image-format',
    'expected a picture (PNG, JPEG, WebP), got another kind of file. Save it as one of these.',
  );
}

const tag = (view: DataView, at: number) =>
  String.fromCharCode(
    view.getUint8(at),
    view.getUint8(at + 1),
    view.getUint8(at + 2),
    view.getUint8(at + 3),
  );

function pngHeader(view: DataView): ImageHeader {
  const type = view.getUint8(25);
  let alpha = (type & 4) !== 0;
  let animated = false;
  let orientation = 1;
  // Chunks before the pixels: transparency, animation, EXIF.
  for (let at = 8; at + 12 <= view.byteLength;) {
    const length = view.getUint32(at);
    const name = tag(view, at + 4);
    if (name === 'IDAT' || name === 'IEND') break;
    if (name === 'tRNS') alpha = true;
    if (name === 'acTL') animated = true;
    if (name === 'eXIf') orientation = exifOrientation(view, at + 8, length);
    at += 12 + length;
  }
  return {
    format: 'png',
    width: view.getUint32(16),
    height: view.getUint32(20),
    grey: (type & 3) === 0,
    alpha,
    bits: view.getUint8(24),
    animated,
    orientation,
  };
}

function jpegHeader(view: DataView): ImageHeader {
  let orientation = 1;
  for (let at = 2; ;) {
    if (view.getUint8(at) !== 0xff)
      throw new InputError('image-damaged', 'a marker of the JPEG is missing. Save it again.');
    const marker = view.getUint8(at + 1);
    // Fill bytes and markers without a body.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += 2;
      continue;
    }
    const length = view.getUint16(at + 2);
    const isExif = marker === 0xe1 && tag(view, at + 4) === 'Exif';
    if (isExif) orientation = exifOrientation(view, at + 10, length - 8);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame)
      return {
        format: 'jpeg',
        height: view.getUint16(at + 5),
        width: view.getUint16(at + 7),
        grey: view.getUint8(at + 9) === 1,
        alpha: false,
        bits: view.getUint8(at + 4),
        animated: false,
        orientation,
      };
    if (length < 2)
      throw new InputError('image-damaged', 'a part of the JPEG has no length. Save it again.');
    at += 2 + length;
  }
}

function webpHeader(view: DataView): ImageHeader {
  const shared = { format: 'webp', grey: false, bits: 8 } as const;
  const name = tag(view, 12);
  if (name === 'VP8X') {
    const flags = view.getUint8(20);
    const at24 = (at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 2 ** 16;
    return {
      ...shared,
      width: at24(24) + 1,
      height: at24(27) + 1,
      alpha: (flags & 0x10) !== 0,
      animated: (flags & 0x02) !== 0,
      orientation: flags & 0x08 ? webpOrientation(view) : 1,
    };
  }
  if (name === 'VP8L') {
    const packed = view.getUint32(21, true);
    return {
      ...shared,
      width: (packed & 0x3fff) + 1,
      height: ((packed >>> 14) & 0x3fff) + 1,
      alpha: ((packed >>> 28) & 1) === 1,
      animated: false,
      orientation: 1,
    };
  }
  return {
    ...shared,
    width: view.getUint16(26, true) & 0x3fff,
    height: view.getUint16(28, true) & 0x3fff,
    alpha: false,
    animated: false,
    orientation: 1,
  };
}

/** The EXIF part of a WebP stands behind its pixels; beyond what was read nothing is said. */
function webpOrientation(view: DataView): number {
  for (let at = 12; at + 8 <= view.byteLength;) {
    const length = view.getUint32(at + 4, true);
    if (tag(view, at) === 'EXIF') {
      const marked = at + 14 <= view.byteLength && tag(view, at + 8) === 'Exif';
      return exifOrientation(view, at + 8 + (marked ? 6 : 0), length);
    }
    at += 8 + length + (length % 2);
  }
  return 1;
}

/** Tag 0x112 of the first directory of a TIFF structure; 1 where it is missing or makes no sense. */
function exifOrientation(view: DataView, start: number, length: number): number {
  const end = Math.min(view.byteLength, start + length);
  if (end - start < 8) return 1;
  const little = tag(view, start).startsWith('II');
  const first = start + view.getUint32(start + 4, little);
  if (first + 2 > end) return 1;
  const entries = view.getUint16(first, little);
  for (let i = 0; i < entries; i++) {
    const at = first + 2 + 12 * i;
    if (at + 12 > end) return 1;
    if (view.getUint16(at, little) !== 0x112) continue;
    const value = view.getUint16(at + 8, little);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}
