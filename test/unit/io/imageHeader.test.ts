import { expect, test } from 'vitest';
import { memorySource } from '../../../core/io/byteSource.ts';
import { imageHeader, MOST_PIXELS } from '../../../core/io/image/header.ts';
import { oriented, resized } from '../../../core/io/image/resize.ts';
import { failure } from './fixture.ts';

const ascii = (text: string) => Array.from(text, (char) => char.charCodeAt(0));
const be32 = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);
const le32 = (value: number) => be32(value).reverse();
const be16 = (value: number) => [value >> 8, value & 255];
const header = (...parts: readonly (readonly number[])[]) =>
  imageHeader(memorySource(Uint8Array.from(parts.flat())));

const chunk = (name: string, data: readonly number[]) => [
  ...be32(data.length),
  ...ascii(name),
  ...data,
  ...be32(0),
];
/** A PNG of 3 × 2 pixels, or others, up to its pixels. */
const png = (type: number, chunks: readonly number[] = [], width = 3, height = 2, bits = 8) =>
  header(
    [0x89, ...ascii('PNG\r\n\x1a\n')],
    chunk('IHDR', [...be32(width), ...be32(height), bits, type, 0, 0, 0]),
    chunks,
    chunk('IDAT', []),
    chunk('acTL', []),
  );

/** A TIFF structure with one entry before the orientation. */
const exif = (orientation: number, little: boolean, key = 0x112) => {
  const two = (value: number) => (little ? be16(value).reverse() : be16(value));
  const four = (value: number) => (little ? le32(value) : be32(value));
  const entry = (tag: number, value: number) => [
    ...[...two(tag), ...two(3), ...four(1)],
    ...[...two(value), 0, 0],
  ];
  return [
    ...ascii(little ? 'II' : 'MM'),
    ...two(42),
    ...four(8),
    ...two(2),
    ...entry(0x100, 7),
    ...entry(key, orientation),
  ];
};

test('a PNG tells size, greys, transparency, bits, frames and orientation by the chunks before its pixels', () => {
  const plain = { format: 'png', width: 3, height: 2, bits: 8, animated: false, orientation: 1 };
  expect(png(2)).toEqual({ ...plain, grey: false, alpha: false });
  expect(png(0)).toMatchObject({ grey: true, alpha: false });
  expect(png(4)).toMatchObject({ grey: true, alpha: true });
  expect(png(6)).toMatchObject({ grey: false, alpha: true });
  expect(png(3, chunk('tRNS', [0]))).toMatchObject({ grey: false, alpha: true });
  expect(png(2, chunk('acTL', be32(2)))).toMatchObject({ animated: true });
  expect(png(2, [], 3, 2, 16)).toMatchObject({ bits: 16 });
  for (const little of [true, false])
    expect(png(2, chunk('eXIf', exif(6, little))).orientation).toBe(6);
});

test('an orientation is 1 to 8; others, and one that is cut off, are 1', () => {
  const of = (value: number, key?: number) =>
    png(2, chunk('eXIf', exif(value, true, key))).orientation;
  expect([0, 1, 2, 8, 9].map((value) => of(value))).toEqual([1, 1, 2, 8, 1]);
  expect(of(6, 0x113)).toBe(1);
  // the last entry without its last byte
  expect(png(2, chunk('eXIf', exif(6, true).slice(0, -1))).orientation).toBe(1);
  expect(png(2, chunk('eXIf', exif(6, true).slice(0, 7))).orientation).toBe(1);
});

test('a picture of no pixel, or of too many, is refused with its size', () => {
  for (const [width, height] of [
    [0, 2],
    [2, 0],
    [MOST_PIXELS, 2],
  ] as const)
    expect(failure(() => png(2, [], width, height))).toMatchObject({
      code: 'image-size',
      message: `the picture has ${width} × ${height} pixels: expected 1 to 67108864. Make it smaller first.`,
    });
  expect(png(2, [], MOST_PIXELS, 1).width).toBe(MOST_PIXELS);
});

const frame = (marker: number, components = 3) => [
  ...[0xff, marker, ...be16(17)],
  ...[8, ...be16(2), ...be16(3), components],
];

test('a JPEG is told by its frame, whatever stands before it', () => {
  const start = [0xff, 0xd8];
  const expected = {
    ...{ format: 'jpeg', width: 3, height: 2, grey: false, alpha: false },
    ...{ bits: 8, animated: false, orientation: 1 },
  };
  expect(header(start, frame(0xc0))).toEqual(expected);
  // fill bytes, markers without a body, parts that are no frames
  const before = [0xff, 0xff, 0x01, 0xff, 0xd0, 0xff, 0xd8];
  const others = [0xc4, 0xc8, 0xcc, 0xdb, 0xbf].flatMap((marker) => [0xff, marker, 0, 4, 9, 9]);
  for (const marker of [0xc0, 0xc1, 0xc2, 0xcf])
    expect(header(start, before, others, frame(marker))).toEqual(expected);
  expect(header(start, frame(0xc0, 1)).grey).toBe(true);
  const body = [...ascii('Exif'), 0, 0, ...exif(8, false)];
  const app1 = (name: number) => [0xff, name, ...be16(body.length + 2), ...body];
  expect(header(start, app1(0xe1), frame(0xc0)).orientation).toBe(8);
  expect(header(start, app1(0xe2), frame(0xc0)).orientation).toBe(1);
});

test('a JPEG without a marker, or with a part of no length, is damaged', () => {
  expect(failure(() => header([0xff, 0xd8, 0x00, 0xc0, 0, 0])).message).toBe(
    'a marker of the JPEG is missing. Save it again.',
  );
  expect(failure(() => header([0xff, 0xd8, 0xff, 0xdb, 0, 1, 0])).message).toBe(
    'a part of the JPEG has no length. Save it again.',
  );
  expect(failure(() => header([0xff, 0xd8, 0xff, 0xdb]))).toMatchObject({
    code: 'image-damaged',
    message: 'the picture ends within its header. Save it again.',
  });
});

const webp = (name: string, data: readonly number[], more: readonly number[] = []) =>
  header(ascii('RIFF'), le32(0), ascii('WEBP'), ascii(name), le32(data.length), data, more);

test('a WebP is told by its first part, of each kind', () => {
  const plain = { format: 'webp', grey: false, bits: 8, animated: false, orientation: 1 };
  // lossy: frame tag and start code, then 14 bits each of width and height
  const lossy = [0, 0, 0, 0x9d, 1, 0x2a, 3, 0x40, 2, 0x80];
  expect(webp('VP8 ', lossy)).toEqual({ ...plain, width: 3, height: 2, alpha: false });
  // lossless: a signature, then width − 1, height − 1 and a bit of alpha
  const packed = (alpha: number) => [0x2f, ...le32(2 | (1 << 14) | (alpha << 28))];
  expect(webp('VP8L', packed(1))).toEqual({ ...plain, width: 3, height: 2, alpha: true });
  expect(webp('VP8L', packed(0))).toMatchObject({ alpha: false });
  const extended = (flags: number) => [flags, 0, 0, 0, 2, 0, 1, 1, 0, 0];
  expect(webp('VP8X', extended(0))).toEqual({ ...plain, width: 65_539, height: 2, alpha: false });
  expect(webp('VP8X', extended(0x12))).toMatchObject({ alpha: true, animated: true });
  const part = (data: readonly number[]) => [...ascii('EXIF'), ...le32(data.length), ...data];
  const odd = [...ascii('ABCD'), ...le32(1), 0, 0];
  for (const data of [exif(3, true), [...ascii('Exif'), 0, 0, ...exif(3, true)]])
    expect(webp('VP8X', extended(0x08), [...odd, ...part(data)]).orientation).toBe(3);
  expect(webp('VP8X', extended(0), part(exif(3, true))).orientation).toBe(1);
  expect(webp('VP8X', extended(0x08)).orientation).toBe(1);
});

test('what is no picture is refused', () => {
  for (const bytes of [[], ascii('GIF89a and more than 16 bytes'), ascii('RIFF0000WAVEfmt 0000')])
    expect(failure(() => header(bytes))).toMatchObject({
      code: 'image-format',
      message:
        'expected a picture (PNG, JPEG, WebP), got another kind of file. Save it as one of these.',
    });
});

test('a picture is turned and mirrored as its orientation says', () => {
  // 1 2 3 over 4 5 6
  const pixels = { data: Uint8Array.of(1, 2, 3, 4, 5, 6), width: 3, height: 2, channels: 1 };
  const turned = [1, 2, 3, 4, 5, 6, 7, 8].map((orientation) => {
    const { data, width, height } = oriented(pixels, orientation);
    return `${width}×${height} ${[...data].join('')}`;
  });
  expect(turned).toEqual([
    '3×2 123456',
    '3×2 321654',
    '3×2 654321',
    '3×2 456123',
    '2×3 142536',
    '2×3 415263',
    '2×3 635241',
    '2×3 362514',
  ]);
});

test('a picture of one size is left as it is, and one of half the size has means of what lies together', () => {
  const pixels = { data: Uint8Array.of(0, 100, 50, 150), width: 2, height: 2, channels: 1 };
  expect(resized(pixels, 2, 2)).toEqual(pixels);
  // two pixels of equal weight
  expect([...resized(pixels, 1, 2).data]).toEqual([50, 100]);
  expect([...resized(pixels, 2, 1).data]).toEqual([25, 125]);
  expect([...resized(pixels, 1, 1).data]).toEqual([75]);
});
