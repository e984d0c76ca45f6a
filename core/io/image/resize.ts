/** Pixels, channel after channel within each. */
export interface Pixels {
  readonly data: Uint8Array | Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

/** Bits behind the point of a weight, as Pillow has them. */
const BITS = 32 - 8 - 2;

interface Weights {
  /** First source pixel of each, and how many. */
  readonly from: Int32Array;
  readonly size: Int32Array;
  /** Fixed point, `most` for each. */
  readonly weight: Int32Array;
  readonly most: number;
}

/** Weights of a triangle that is as wide as a target pixel. */
function weightsOf(source: number, target: number): Weights {
  const scale = source / target;
  const wide = Math.max(scale, 1);
  const most = Math.ceil(wide) * 2 + 1;
  const [from, size] = [new Int32Array(target), new Int32Array(target)];
  const weight = new Int32Array(target * most);
  for (let i = 0; i < target; i++) {
    const centre = (i + 0.5) * scale;
    const low = Math.max(0, Math.trunc(centre - wide + 0.5));
    const high = Math.min(source, Math.trunc(centre + wide + 0.5));
    const own: number[] = [];
    for (let at = low; at < high; at++)
      own.push(Math.max(0, 1 - Math.abs((at - centre + 0.5) / wide)));
    const sum = own.reduce((all, one) => all + one, 0);
    own.forEach((one, k) => {
      const fixed = (sum === 0 ? one : one / sum) * 2 ** BITS;
      weight[i * most + k] = Math.trunc(fixed < 0 ? fixed - 0.5 : fixed + 0.5);
    });
    from[i] = low;
    size[i] = high - low;
  }
  return { from, size, weight, most };
}

const clipped = (sum: number) => Math.min(255, Math.max(0, sum >> BITS));

function across({ data, width, height, channels }: Pixels, target: number): Pixels {
  const { from, size, weight, most } = weightsOf(width, target);
  const made = new Uint8Array(target * height * channels);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < target; x++)
      for (let c = 0; c < channels; c++) {
        let sum = 1 << (BITS - 1);
        for (let k = 0; k < size[x]!; k++)
          sum += data[(y * width + from[x]! + k) * channels + c]! * weight[x * most + k]!;
        made[(y * target + x) * channels + c] = clipped(sum);
      }
  return { data: made, width: target, height, channels };
}

function down({ data, width, height, channels }: Pixels, target: number): Pixels {
  const { from, size, weight, most } = weightsOf(height, target);
  const row = width * channels;
  const made = new Uint8Array(target * row);
  for (let y = 0; y < target; y++)
    for (let i = 0; i < row; i++) {
      let sum = 1 << (BITS - 1);
      for (let k = 0; k < size[y]!; k++)
        sum += data[(from[y]! + k) * row + i]! * weight[y * most + k]!;
      made[y * row + i] = clipped(sum);
    }
  return { data: made, width, height: target, channels };
}

/**
 * A picture in another size, as `Image.resize((width, height), Image.BILINEAR)` of Pillow makes it, byte for byte: a triangle as wide as a target
 * pixel, in 22 bits behind the point, across first.
 * @source Pillow 9.4, src/libImaging/Resample.c
 */
export function resized(pixels: Pixels, width: number, height: number): Pixels {
  const wide = width === pixels.width ? pixels : across(pixels, width);
  return height === wide.height ? wide : down(wide, height);
}

/** A picture as EXIF's orientation says that it is to be seen: 1 … 8. */
export function oriented(pixels: Pixels, orientation: number): Pixels {
  if (orientation <= 1) return pixels;
  const { data, width, height, channels } = pixels;
  const turned = orientation >= 5;
  const [w, h] = turned ? [height, width] : [width, height];
  const made = new Uint8Array(data.length);
  for (let y = 0; y < h; y++)
    for (let x = 0; x < w; x++) {
      const [u, v] = turned ? [y, x] : [x, y];
      const mirrorX = [2, 3, 7, 8].includes(orientation);
      const mirrorY = [3, 4, 6, 7].includes(orientation);
      const from = (mirrorY ? height - 1 - v : v) * width + (mirrorX ? width - 1 - u : u);
      for (let c = 0; c < channels; c++)
        made[(y * w + x) * channels + c] = data[from * channels + c]!;
    }
  return { data: made, width: w, height: h, channels };
}
