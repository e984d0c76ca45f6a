import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { memorySource } from '../../../core/io/byteSource.ts';
import { imageHeader } from '../../../core/io/image/header.ts';
import { usualSize, type ImageSpec } from '../../../core/io/image/imageSpec.ts';
import { imageScript, remarksOf } from '../../../core/io/image/imageTensor.ts';
import { readImages } from '../../../electron/workers/images.ts';

interface Case {
  readonly files: readonly string[];
  readonly spec: ImageSpec;
  readonly script: string;
  readonly exact: boolean;
  readonly shape: readonly number[];
  readonly values: readonly number[];
}
const FOLDER = new URL('../../fixtures/images/', import.meta.url);
const at = (name: string) => fileURLToPath(new URL(name, FOLDER));
const { cases, deep } = JSON.parse(readFileSync(at('images.json'), 'utf8')) as {
  cases: readonly Case[];
  deep: readonly number[];
};
const read = (files: readonly string[], image?: ImageSpec) =>
  readImages({
    kind: 'images',
    files: files.map((path) => ({ path })),
    memoryBytes: null,
    ...(image && { image }),
  });
const headerOf = (name: string) =>
  imageHeader(memorySource(new Uint8Array(readFileSync(at(name)))));
const scratch = mkdtempSync(path.join(os.tmpdir(), 'normscope-images-'));
afterAll(() => rmSync(scratch, { recursive: true }));

test.each(cases.map((one) => [one.files.join(' + '), one] as const))(
  '%s becomes the tensor that Pillow and PyTorch make by the lines that are given',
  async (_, { files, spec, script, exact, shape, values }) => {
    const { tensor, grey, remarks } = await read(files.map(at), spec);
    expect(tensor.shape).toEqual(shape);
    // Skia and Pillow round the blend with white differently by one of 255 steps.
    const off = Array.from(tensor.data).map((value, i) => Math.abs(value - values[i]!));
    expect(Math.max(...off)).toBeLessThanOrEqual(exact ? 0 : 1.01 / 255);
    expect(imageScript(files, grey, spec, remarks)).toBe(script);
  },
);

test('of 16 bits a channel the upper 8 are taken, which is said', async () => {
  const { tensor, remarks } = await read([at('deep.png')]);
  expect(remarks).toEqual(['eight-bits']);
  expect(tensor.shape).toEqual([1, 1, 4, 4]);
  const off = Array.from(tensor.data).map((value, i) => Math.abs(value - deep[i]!));
  expect(Math.max(...off)).toBeLessThanOrEqual(1.01 / 255);
});

test('headers tell size, channels, bits, frames and orientation before anything is decoded', () => {
  expect(headerOf('turned.jpg')).toMatchObject({
    ...{ format: 'jpeg', width: 46, height: 30, orientation: 6 },
    ...{ grey: false, alpha: false, bits: 8, animated: false },
  });
  expect(headerOf('turned.png')).toMatchObject({
    format: 'png',
    width: 7,
    height: 5,
    orientation: 6,
  });
  expect(headerOf('upside.webp')).toMatchObject({ format: 'webp', width: 46, orientation: 3 });
  expect(headerOf('lossy.webp')).toMatchObject({ width: 46, height: 30, animated: false });
  expect(headerOf('deep.png')).toMatchObject({ grey: true, bits: 16 });
  expect(remarksOf(['alpha.png', 'frames.webp', 'turned.png', 'deep.png'].map(headerOf))).toEqual([
    'turned',
    'white',
    'eight-bits',
    'first-frame',
  ]);
});

test('a picture of too many pixels is refused by its header, another file by its first bytes', async () => {
  const png = new Uint8Array(readFileSync(at('colour.png')));
  new DataView(png.buffer).setUint32(16, 100_000);
  new DataView(png.buffer).setUint32(20, 100_000);
  const save = (name: string, bytes: Uint8Array) => {
    const file = path.join(scratch, name);
    writeFileSync(file, bytes);
    return file;
  };
  await expect(read([save('huge.png', png)])).rejects.toMatchObject({ code: 'image-size' });
  await expect(
    read([save('text.png', new TextEncoder().encode('hello, '.repeat(9)))]),
  ).rejects.toMatchObject({ code: 'image-format' });
  const whole = new Uint8Array(readFileSync(at('turned.jpg')));
  await expect(read([save('cut.jpg', whole.slice(0, 40))])).rejects.toMatchObject({
    code: 'image-damaged',
  });
  const other = whole.slice();
  other[2] = 0;
  await expect(read([save('other.jpg', other)])).rejects.toMatchObject({ code: 'image-damaged' });
  await expect(
    readImages({
      ...{ kind: 'images', files: [{ path: at('colour.png') }], memoryBytes: 1000 },
      image: { width: 1024, height: 1024, scale: 'unit' },
    }),
  ).rejects.toMatchObject({ code: 'tensorTooLarge' });
});

test('a small picture keeps its size; of a larger one the longer side becomes 32', () => {
  expect(usualSize(64, 10)).toEqual({ width: 64, height: 10 });
  expect(usualSize(400, 300)).toEqual({ width: 32, height: 24 });
  expect(usualSize(1, 5000)).toEqual({ width: 1, height: 32 });
});
