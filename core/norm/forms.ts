import type { InputForm } from './layerRow.ts';

/** A form of fixed rank, its axes by their letters. */
function exactly(letters: string): InputForm {
  const axes = [...letters];
  const position = (name: string) => (axes.includes(name) ? axes.indexOf(name) : null);
  return {
    text: `(${axes.join(', ')})`,
    minRank: axes.length,
    maxRank: axes.length,
    axes,
    batch: position('N'),
    channel: position('C'),
  };
}

/** (N, C) followed by any number of dimensions, at least `minRank` in all. */
function channelsThenAny(minRank: number): InputForm {
  return {
    text: '(N, C, *)',
    minRank,
    maxRank: null,
    axes: ['N', 'C'],
    batch: 0,
    channel: 1,
  };
}

export const NC = exactly('NC');
export const NCL = exactly('NCL');
export const NCHW = exactly('NCHW');
/** Images, with the channels at position 1 or at the end. */
export const NCHW_OR_LAST: InputForm = {
  ...exactly('NCHW'),
  text: '(N, C, H, W) or (N, H, W, C)',
  channel: null,
};
export const NCDHW = exactly('NCDHW');
export const CL = exactly('CL');
export const CHW = exactly('CHW');
export const CDHW = exactly('CDHW');
export const NC_ANY = channelsThenAny(2);
export const NC_SPATIAL: InputForm = {
  ...channelsThenAny(3),
  ranks: '3D or higher dimensionality',
};

/** Any dimensions that end in normalized_shape. */
export const ANY_TRAILING: InputForm = {
  text: '(*, normalized_shape)',
  minRank: 1,
  maxRank: null,
  axes: [],
  batch: null,
  channel: null,
};

/** Any dimensions, the last of which is the embedding. */
export const ANY_LAST: InputForm = { ...ANY_TRAILING, text: '(*, D)' };

/** The weight of a convolution: filters, input channels and the kernel's height and width. */
export const OIHW: InputForm = {
  text: '(O, I, kH, kW)',
  minRank: 4,
  maxRank: 4,
  axes: ['O', 'I', 'kH', 'kW'],
  batch: null,
  channel: null,
};

/** Batch, tokens and embedding. */
export const NTD: InputForm = {
  text: '(N, T, D)',
  minRank: 3,
  maxRank: 3,
  axes: ['N', 'T', 'D'],
  batch: 0,
  channel: null,
};

/** Any dimensions at all. */
export const ANY: InputForm = { ...ANY_TRAILING, text: '(*)' };
