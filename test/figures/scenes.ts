import { cubeFigure } from '../../core/figure/cubeFigure.ts';
import type { CubeFigureInput } from '../../core/figure/cubeInput.ts';
import { wholeTensor } from '../../core/figure/displayTensor.ts';
import type { Figure } from '../../core/figure/marks.ts';
import { INITIAL_VIEW, type ViewState } from '../../core/figure/state.ts';
import { notebookExamples } from '../../core/examples/notebook.ts';
import { normalize } from '../../core/norm/normalize.ts';
import type { LayerSpec } from '../../core/norm/spec.ts';
import type { LayerOptions } from '../../core/norm/view.ts';
import { manualSeed } from '../../core/random/generator.ts';
import { randn } from '../../core/random/normal.ts';
import { tensor, type Tensor } from '../../core/tensor/tensor.ts';

export const AXIS_NAMES = {
  N: 'batch',
  C: 'embed_dim',
  L: 'sentence_len',
  H: 'height',
  W: 'width',
  D: 'depth',
};

const [nlp, image] = notebookExamples();

/** Small tensors whose figures are looked at. */
export const TENSORS = {
  nlp: nlp.tensor,
  image: image.tensor,
  slab: random([6, 8], ['N', 'C']),
  line: random([9], ['C']),
  grouped: random([2, 6, 4], ['N', 'C', 'L']),
  volume: random([2, 3, 2, 4, 4], ['N', 'C', 'D', 'H', 'W']),
  large: random([40, 40, 40], ['N', 'C', 'L']),
  spoiled: spoiled(),
} as const;

function random(shape: readonly number[], axes: readonly string[]): Tensor {
  return randn(manualSeed(7), [...shape], 'float32', [...axes]);
}

/** The sentences with a NaN, a +∞ and a −∞ in three channels. */
function spoiled(): Tensor {
  const data = new Float32Array(nlp.tensor.data);
  data[3] = NaN;
  data[9] = Infinity;
  data[25] = -Infinity;
  return tensor(data, nlp.tensor.shape, nlp.tensor.axes);
}

export function inputFor(
  x: Tensor,
  layer: LayerSpec['layer'],
  options: LayerOptions,
  view: Partial<ViewState> = {},
  rest: Partial<CubeFigureInput> & { readonly mode?: 'train' | 'eval' } = {},
): CubeFigureInput {
  const { mode = 'train', ...more } = rest;
  const result = normalize({ layer, options, mode }, x, {});
  return {
    width: 900,
    height: 600,
    plan: result.plan,
    x: wholeTensor(x),
    y: wholeTensor(result.output),
    view: { ...INITIAL_VIEW, fourD: 'separate', ...view },
    labels: { x: 'input x', y: 'output y', axisNames: AXIS_NAMES },
    statistics: result.statistics,
    gizmo: true,
    ...more,
  };
}

/** Figures by name: the snapshots, and the gallery. */
export const SCENES: Readonly<Record<string, () => Figure>> = {
  'sentences-batchnorm': () =>
    cubeFigure(inputFor(TENSORS.nlp, 'BatchNorm1d', { num_features: 5 }, { pinned: 9 })),
  'sentences-batchnorm-dark': () =>
    cubeFigure(
      inputFor(TENSORS.nlp, 'BatchNorm1d', { num_features: 5 }, { pinned: 9, theme: 'dark' }),
    ),
  'sentences-batchnorm-groups': () =>
    cubeFigure(inputFor(TENSORS.nlp, 'BatchNorm1d', { num_features: 5 }, { colour: 'group' })),
  'sentences-batchnorm-eval': () =>
    cubeFigure(
      inputFor(
        TENSORS.nlp,
        'BatchNorm1d',
        { num_features: 5 },
        {},
        { mode: 'eval', width: 520, height: 420 },
      ),
    ),
  'sentences-layernorm': () =>
    cubeFigure(inputFor(TENSORS.nlp, 'LayerNorm', { normalized_shape: [4] }, { pinned: 3 })),
  'sentences-not-finite': () =>
    cubeFigure(
      inputFor(TENSORS.spoiled, 'BatchNorm1d', { num_features: 5 }, { theme: 'contrast' }),
    ),
  'images-batchnorm': () =>
    cubeFigure(inputFor(TENSORS.image, 'BatchNorm2d', { num_features: 3 }, { pinned: 0 })),
  'images-small': () =>
    cubeFigure(
      inputFor(
        TENSORS.image,
        'BatchNorm2d',
        { num_features: 3 },
        { pinned: 37 },
        { width: 520, height: 330 },
      ),
    ),
  'images-small-dark': () =>
    cubeFigure(
      inputFor(
        TENSORS.image,
        'BatchNorm2d',
        { num_features: 3 },
        { theme: 'dark' },
        { width: 520, height: 330 },
      ),
    ),
  'images-merged': () =>
    cubeFigure(inputFor(TENSORS.image, 'BatchNorm2d', { num_features: 3 }, { fourD: 'merged' })),
  'sentences-flat': () =>
    cubeFigure(
      inputFor(TENSORS.nlp, 'BatchNorm1d', { num_features: 5 }, { fourD: 'flat', pinned: 9 }),
    ),
  'images-flat': () =>
    cubeFigure(
      inputFor(
        TENSORS.image,
        'BatchNorm2d',
        { num_features: 3 },
        { fourD: 'auto' },
        { width: 780, height: 490 },
      ),
    ),
  'images-flat-groups-dark': () =>
    cubeFigure(
      inputFor(
        TENSORS.image,
        'LayerNorm',
        { normalized_shape: [3, 5, 5] },
        { fourD: 'flat', colour: 'group', theme: 'dark' },
        { width: 780, height: 490 },
      ),
    ),
  'images-response-window': () =>
    cubeFigure(inputFor(TENSORS.image, 'LocalResponseNorm', { size: 2 }, { pinned: 30 })),
  'channels-groupnorm': () =>
    cubeFigure(
      inputFor(TENSORS.grouped, 'GroupNorm', { num_groups: 3, num_channels: 6 }, { pinned: 9 }),
    ),
  'features-batchnorm': () =>
    cubeFigure(inputFor(TENSORS.slab, 'BatchNorm1d', { num_features: 8 }, {})),
  'volumes-batchnorm': () =>
    cubeFigure(inputFor(TENSORS.volume, 'BatchNorm3d', { num_features: 3 }, { theme: 'dark' })),
  'large-batchnorm': () =>
    cubeFigure(inputFor(TENSORS.large, 'BatchNorm1d', { num_features: 40 }, { pinned: 40 * 12 })),
  'front-view': () =>
    cubeFigure(inputFor(TENSORS.nlp, 'BatchNorm1d', { num_features: 5 }, { yaw: 0, pitch: 0 })),
};
