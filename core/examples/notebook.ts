import { manualSeed } from '../random/generator.ts';
import { randn } from '../random/normal.ts';
import type { Tensor } from '../tensor/tensor.ts';

export type ExampleId = 'nlp' | 'image';

/** A built-in tensor with the script that makes it. */
export interface Example {
  readonly id: ExampleId;
  /** Title to show, e.g. "NLP example (notebook)". */
  readonly name: string;
  readonly seed: number;
  readonly tensor: Tensor;
  /** Long names of the axes: N → "batch". */
  readonly axisLabels: Readonly<Record<string, string>>;
  readonly defaultLayer: 'BatchNorm1d' | 'BatchNorm2d';
  /** PyTorch lines that make this tensor, named x. */
  readonly script: string;
}

const SEED = 42;

/**
 * The two examples of the notebook, made as its cells make them: one generator, first the sentences, then the
 * images.
 * @returns nlp (N=2 batch, C=5 embed_dim, L=4 sentence_len) and image (N=2, C=3, H=5, W=5), float32
 */
export function notebookExamples(): readonly [nlp: Example, image: Example] {
  const generator = manualSeed(SEED);
  const sentences = randn(generator, [2, 5, 4], 'float32', ['N', 'C', 'L']);
  const images = randn(generator, [2, 3, 5, 5], 'float32', ['N', 'C', 'H', 'W']);
  return [
    {
      id: 'nlp',
      name: 'NLP example (notebook)',
      seed: SEED,
      tensor: sentences,
      axisLabels: { N: 'batch', C: 'embed_dim', L: 'sentence_len' },
      defaultLayer: 'BatchNorm1d',
      script: `torch.manual_seed(${SEED})\nx = torch.randn(2, 5, 4)`,
    },
    {
      id: 'image',
      name: 'Image example (notebook)',
      seed: SEED,
      tensor: images,
      axisLabels: { N: 'batch', C: 'channel', H: 'height', W: 'width' },
      defaultLayer: 'BatchNorm2d',
      script:
        `torch.manual_seed(${SEED})\n` +
        'torch.randn(2, 5, 4)  # the NLP example comes first out of the generator\n' +
        'x = torch.randn(2, 3, 5, 5)',
    },
  ];
}

/** One of the notebook's examples by its id. */
export function notebookExample(id: ExampleId): Example {
  const [nlp, image] = notebookExamples();
  switch (id) {
    case 'nlp':
      return nlp;
    case 'image':
      return image;
    default:
      return id satisfies never;
  }
}
