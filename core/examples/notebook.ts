import { manualSeed } from '../random/generator.ts';
import { randn } from '../random/normal.ts';
import type { Example } from './example.ts';

/** The notebook's examples. */
export type NotebookId = 'nlp' | 'image';

interface NotebookExample extends Example {
  readonly id: NotebookId;
}

const SEED = 42;

/**
 * The two examples of the notebook, made as its cells make them: one generator, first the sentences, then the
 * images.
 * @returns nlp (N=2 batch, C=5 embed_dim, L=4 sentence_len) and image (N=2, C=3, H=5, W=5), float32
 */
export function notebookExamples(): readonly [nlp: NotebookExample, image: NotebookExample] {
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
export function notebookExample(id: NotebookId): NotebookExample {
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
