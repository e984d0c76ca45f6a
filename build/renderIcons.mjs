// node build/renderIcons.mjs: icon.svg as PNG in every size, .ico (Windows) and .icns (macOS).
import { createCanvas, loadImage } from '@napi-rs/canvas';
import fs from 'node:fs';
import { inRoot } from './paths.mjs';

const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const ICO_SIZES = [16, 24, 32, 48, 64, 128, 256];
/** Apple's type codes for PNG entries. */
const ICNS_TYPES = { icp4: 16, icp5: 32, icp6: 64, ic07: 128, ic08: 256, ic09: 512, ic10: 1024 };

const inIcons = (name) => inRoot('build/icons', name);
const svg = await loadImage(fs.readFileSync(inIcons('icon.svg')));

function png(size) {
  const canvas = createCanvas(size, size);
  canvas.getContext('2d').drawImage(svg, 0, 0, size, size);
  return canvas.toBuffer('image/png');
}

/** ICONDIR, one ICONDIRENTRY per image, then the PNG files. */
function ico(images) {
  const header = Buffer.alloc(6 + 16 * images.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(images.length, 4);
  let offset = header.length;
  images.forEach(({ size, data }, i) => {
    const at = 6 + 16 * i;
    header.writeUInt8(size % 256, at);
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(data.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += data.length;
  });
  return Buffer.concat([header, ...images.map(({ data }) => data)]);
}

/** A type code and a big-endian length before every PNG file and before the whole. */
function icns(entries) {
  const chunk = (type, data) => {
    const head = Buffer.alloc(8);
    head.write(type, 'ascii');
    head.writeUInt32BE(data.length + 8, 4);
    return Buffer.concat([head, data]);
  };
  return chunk('icns', Buffer.concat(entries.map(({ type, data }) => chunk(type, data))));
}

const pngs = new Map(SIZES.map((size) => [size, png(size)]));
for (const [size, data] of pngs) fs.writeFileSync(inIcons(`${size}x${size}.png`), data);
fs.writeFileSync(
  inIcons('icon.ico'),
  ico(ICO_SIZES.map((size) => ({ size, data: pngs.get(size) }))),
);
const types = Object.entries(ICNS_TYPES).map(([type, size]) => ({ type, data: pngs.get(size) }));
fs.writeFileSync(inIcons('icon.icns'), icns(types));
