import { createCanvas, loadImage } from '@napi-rs/canvas';
import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Figure, ImageMark, Mark } from '../../../core/figure/marks.ts';
import { paint, type PaintContext } from '../../../core/figure/paint.ts';
import { base64, encodePng } from '../../../core/figure/png.ts';
import { toSvg } from '../../../core/figure/toSvg.ts';

const page = (marks: Mark[]): Figure => ({
  width: 20,
  height: 10,
  background: '#ffffff',
  marks,
  title: 'a < b & "c"',
  description: 'd > e',
});

const PIXELS = Uint8ClampedArray.of(255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 9, 9, 9, 128);

test('a PNG holds the pixels row by row, after a filter byte', async () => {
  const png = encodePng(2, 2, PIXELS);
  const at = Buffer.from(png).indexOf('IDAT');
  const length = Buffer.from(png).readUInt32BE(at - 4);
  expect([...inflateSync(png.subarray(at + 4, at + 4 + length))]).toEqual([
    ...[0, 255, 0, 0, 255, 0, 255, 0, 255],
    ...[0, 0, 0, 255, 255, 9, 9, 9, 128],
  ]);
  const decoded = await loadImage(Buffer.from(png));
  expect([decoded.width, decoded.height]).toEqual([2, 2]);
});

test('base64 agrees with Node at every length of the last group', () => {
  for (let n = 0; n < 8; n++) {
    const bytes = Uint8Array.from({ length: n }, (_, i) => (i * 83 + 201) & 255);
    expect(base64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
  }
});

test('an SVG escapes its words and says what it is', () => {
  const svg = toSvg(
    page([
      {
        kind: 'text',
        x: 1,
        y: 2,
        text: '1 < 2 & \u0007',
        size: 10,
        family: 'mono',
        fill: '#000000',
      },
    ]),
  );
  expect(svg).toContain('<title id="figure-title">a &lt; b &amp; &quot;c&quot;</title>');
  expect(svg).toContain('<desc id="figure-desc">d &gt; e</desc>');
  expect(svg).toContain('>1 &lt; 2 &amp; \ufffd</text>');
  expect(svg).toContain("'JetBrains Mono'");
});

test('numbers in an SVG are short, finite and never −0', () => {
  const svg = toSvg(
    page([{ kind: 'line', points: [-0.001, 1 / 3, 2, 4], stroke: '#000000', strokeWidth: 1 }]),
  );
  expect(svg).toContain('points="0,0.33 2,4"');
});

test('a slice is embedded as a pixelated PNG under its transform', () => {
  const image: ImageMark = {
    kind: 'image',
    width: 2,
    height: 2,
    rgba: PIXELS,
    transform: [3, 1, -1, 2, 5, 6],
  };
  const svg = toSvg(page([image]));
  expect(svg).toContain('transform="matrix(3 1 -1 2 5 6)"');
  expect(svg).toContain('image-rendering:pixelated');
  expect(svg).toContain(
    `data:image/png;base64,${Buffer.from(encodePng(2, 2, PIXELS)).toString('base64')}`,
  );
});

test('a browser’s and a server’s canvas are both contexts to paint on', () => {
  // Type checks are the test: neither context is cast.
  const browser = (ctx: CanvasRenderingContext2D): PaintContext<CanvasImageSource> => ctx;
  const server = createCanvas(20, 10).getContext('2d');
  paint(server, page([]), 1, () => ({ image: createCanvas(1, 1), x: 0, y: 0 }));
  expect(typeof browser).toBe('function');
});

test('painting puts every kind of mark where it belongs', () => {
  const scale = 2;
  const canvas = createCanvas(40, 20);
  const ctx = canvas.getContext('2d');
  const marks: Mark[] = [
    { kind: 'rect', x: 0, y: 0, width: 4, height: 4, fill: '#ff0000' },
    { kind: 'polygon', points: [5, 0, 9, 0, 9, 4, 5, 4], fill: '#00ff00' },
    { kind: 'circle', x: 12, y: 2, r: 2, fill: '#0000ff' },
    { kind: 'line', points: [15, 2, 19, 2], stroke: '#ff00ff', strokeWidth: 2 },
    { kind: 'image', width: 2, height: 2, rgba: PIXELS, transform: [2, 0, 0, 2, 0, 5] },
  ];
  paint(ctx, page(marks), scale, (mark) => {
    // On a sheet beside others, of which nothing may be seen.
    const image = createCanvas(mark.width + 2, mark.height + 3);
    const pen = image.getContext('2d');
    pen.fillRect(0, 0, image.width, image.height);
    const data = pen.createImageData(mark.width, mark.height);
    data.data.set(mark.rgba);
    pen.putImageData(data, 1, 2);
    return { image, x: 1, y: 2 };
  });
  const at = (x: number, y: number) => [...ctx.getImageData(x * scale, y * scale, 1, 1).data];
  expect(at(2, 2)).toEqual([255, 0, 0, 255]);
  expect(at(7, 2)).toEqual([0, 255, 0, 255]);
  expect(at(12, 2)).toEqual([0, 0, 255, 255]);
  expect(at(17, 2)).toEqual([255, 0, 255, 255]);
  expect(at(3, 6)).toEqual([0, 255, 0, 255]);
  expect(at(0, 5)).toEqual([255, 0, 0, 255]);
  expect(at(19, 9)).toEqual([255, 255, 255, 255]);
});

test('an indent in an SVG is kept by readers that know no white-space: librsvg, Inkscape', () => {
  const line = (text: string): Mark => ({
    ...{ kind: 'text', x: 1, y: 2, text, size: 10, family: 'mono', fill: '#000000' },
  });
  const svg = toSvg(page([line('    + 1'), line('a b'), line('a  b')]));
  expect(svg.match(/<text[^>]*xml:space="preserve"[^>]*>[^<]*/g)).toHaveLength(2);
  expect(svg).toMatch(/<text(?![^>]*xml:space)[^>]*>a b/);
});
