import { manualSeed } from '../random/generator.ts';
import { randn } from '../random/normal.ts';
import { tensor } from '../tensor/tensor.ts';
import type { Example } from './example.ts';

const SEED = 42;
/** Six channels, so that GroupNorm can take 2 or 3 groups; no two of them look alike. */
const MEANS = [-4, -1, 0, 2, 5, 8];
const DEVIATIONS = [0.3, 1, 5, 0.5, 2, 3];

/** `torch.randn(shape) * deviation + mean`, a mean and a deviation for every channel of axis 1, in float32. */
function channels(
  about: Pick<Example, 'id' | 'name' | 'axisLabels' | 'defaultLayer'>,
  shape: readonly number[],
  axes: string,
): Example {
  const drawn = randn(manualSeed(SEED), shape, 'float32', [...axes]);
  const inner = shape.slice(2).reduce((product, size) => product * size, 1);
  const data = Float32Array.from(drawn.data, (value, i) => {
    const channel = Math.floor(i / inner) % MEANS.length;
    const scaled = Math.fround(value * Math.fround(DEVIATIONS[channel]!));
    return Math.fround(scaled + MEANS[channel]!);
  });
  const floats = (values: readonly number[]) =>
    values.map((value) => (Number.isInteger(value) ? `${value}.` : `${value}`)).join(', ');
  const view = ['1', '-1', ...shape.slice(2).map(() => '1')].join(', ');
  return {
    ...about,
    seed: SEED,
    tensor: tensor(data, drawn.shape, drawn.axes),
    script:
      `torch.manual_seed(${SEED})\n` +
      `mean = torch.tensor([${floats(MEANS)}]).view(${view})\n` +
      `std = torch.tensor([${floats(DEVIATIONS)}]).view(${view})\n` +
      `x = torch.randn(${shape.join(', ')}) * std + mean`,
  };
}

/**
 * Two examples whose channels have means from −4 to 8 and deviations from 0.3 to 5, so that a layer visibly does
 * something: sentences and images of six channels.
 * @returns channels (N=2, C=6, L=4) and channelsImage (N=2, C=6, H=4, W=4), float32
 */
export function channelExamples(): readonly [sentences: Example, images: Example] {
  return [
    channels(
      {
        id: 'channels',
        name: 'NLP example, unequal channels',
        axisLabels: { N: 'batch', C: 'embed_dim', L: 'sentence_len' },
        defaultLayer: 'BatchNorm1d',
      },
      [2, 6, 4],
      'NCL',
    ),
    channels(
      {
        id: 'channelsImage',
        name: 'Image example, unequal channels',
        axisLabels: { N: 'batch', C: 'channel', H: 'height', W: 'width' },
        defaultLayer: 'BatchNorm2d',
      },
      [2, 6, 4, 4],
      'NCHW',
    ),
  ];
}
