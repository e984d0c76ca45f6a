// fflate's strings: TextEncoder belongs to hosts, not to the language.
import { strToU8, zlibSync } from 'fflate';
import { crc32 } from '../io/crc32.ts';

/**
 * A PNG file of straight-alpha pixels.
 * @param rgba  width·height·4 bytes, row-major
 * @source PNG specification, third edition, sections 5 (chunks) and 9 (filter type 0)
 */
export function encodePng(width: number, height: number, rgba: Uint8ClampedArray): Uint8Array {
  const row = width * 4;
  const raw = new Uint8Array((row + 1) * height);
  for (let y = 0; y < height; y++)
    raw.set(rgba.subarray(y * row, (y + 1) * row), y * (row + 1) + 1);
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, 6, 0, 0, 0], 8);
  return joined([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', header),
    chunk('IDAT', zlibSync(raw, { level: 6 })),
    chunk('IEND', new Uint8Array(0)),
  ]);
}

/** Signature and IHDR, which has to be first. */
const HEAD = 8 + 25;

/**
 * The same PNG with texts about it, each a name and what it says: iTXt chunks, uncompressed UTF-8, after the header.
 * @param texts  names of 1 to 79 Latin characters; "Title", "Description" and "Software" are the standard's
 * @source PNG specification, third edition, section 11.3.3.4
 */
export function withPngTexts(
  png: Uint8Array,
  texts: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  // name, 0; not compressed; no language, no translated name
  const chunks = Object.entries(texts).map(([name, text]) =>
    chunk('iTXt', strToU8(`${name}\0\0\0\0\0${text}`)),
  );
  return joined([png.subarray(0, HEAD), ...chunks, png.subarray(HEAD)]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function chunk(type: string, body: Uint8Array): Uint8Array {
  const out = new Uint8Array(body.length + 12);
  const view = new DataView(out.buffer);
  view.setUint32(0, body.length);
  for (let i = 0; i < 4; i++) out[4 + i] = type.charCodeAt(i);
  out.set(body, 8);
  view.setUint32(body.length + 8, crc32(out.subarray(4, body.length + 8)));
  return out;
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 of bytes (RFC 4648, with padding). */
export function base64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(i, i + 3);
    const left = bytes.length - i;
    text += `${BASE64[a >> 2]}${BASE64[((a & 3) << 4) | (b >> 4)]}`;
    text += left > 1 ? BASE64[((b & 15) << 2) | (c >> 6)] : '=';
    text += left > 2 ? BASE64[c & 63] : '=';
  }
  return text;
}
