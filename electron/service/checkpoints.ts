import { sentencesTensor } from '../../core/examples/sentences.ts';
import type { SentencesSpec } from '../../core/examples/sentencesSpec.ts';
import { synthetic } from '../../core/examples/synthetic.ts';
import type { SyntheticSpec } from '../../core/examples/syntheticSpec.ts';
import type { Inspection } from '../../core/checkpoint/inspection.ts';
import { writeNpy } from '../../core/io/npy.ts';
import { shown } from '../../core/io/shown.ts';
import { writeZip } from '../../core/io/writeZip.ts';
import type { ComputeRequest, TensorRef } from '../../core/request.ts';
import type { Spread } from '../../core/norm/spread.ts';
import { EXPORT_KINDS } from '../../core/texts/shell.ts';
import type { Histogram } from '../../core/tensor/histogram.ts';
import type {
  CheckpointFiles,
  CheckpointLayer,
  FoldRequest,
  LayerReply,
  TensorInfo,
} from '../ipc/types.ts';
import type { WorkerPool } from '../workers/pool.ts';
import type { Host } from './host.ts';
import type { TensorStore } from './tensors.ts';

export interface CheckpointsOptions {
  readonly pool: WorkerPool;
  readonly tensors: TensorStore;
}

/** What a window asks about the files that it has opened: what is in them, and about single layers. */
export class Checkpoints {
  readonly #options: CheckpointsOptions;

  constructor(options: CheckpointsOptions) {
    this.#options = options;
  }

  /** @throws InputError unknownTensor, and those of reading */
  inspect({ tensor, against }: CheckpointFiles): Promise<Inspection> {
    const { pool, tensors } = this.#options;
    return pool.run<'inspect'>({
      kind: 'inspect',
      file: tensors.fileOf(tensor),
      ...(against ? { against: tensors.fileOf(against) } : {}),
    });
  }

  /** @throws InputError no-layer, and those of inspect */
  async layer(request: CheckpointLayer): Promise<LayerReply> {
    const { opened: _, ...found } = await this.#layer(request);
    return found;
  }

  /**
   * A layer on random numbers that fit it.
   * @throws InputError no-layer, and those of inspect
   */
  async open(
    request: CheckpointLayer,
  ): Promise<{ readonly tensor: TensorInfo; readonly request: ComputeRequest }> {
    const { opened } = await this.#layer(request);
    const tensor = this.make(opened.input, request.layer);
    return { tensor, request: { ...opened.run, tensor: tensor.ref } };
  }

  /**
   * Saves a layer's folding as .npz: weight and bias, of its own or of the layer before it.
   * @throws InputError no-layer, no-statistics, unwritable, and those of inspect
   */
  async fold(host: Host, request: FoldRequest): Promise<{ readonly path: string } | null> {
    const { pool, tensors } = this.#options;
    const { layer, eps, into, language } = request;
    const file = tensors.fileOf(request.tensor);
    const found = await pool.run<'fold'>({ kind: 'fold', file, layer, eps, into });
    const files = (['weight', 'bias'] as const).map((part) => ({
      path: `${part}.npy`,
      content: writeNpy(found[part]),
    }));
    const stem = (found.into ? found.into.weight.replace(/\.[^.]*$/, '') : layer) || 'layer';
    return host.saveFile({
      name: `${stem.replace(/[^\p{L}\p{N}._-]+/gu, '_')}-folded.npz`,
      extension: 'npz',
      description: EXPORT_KINDS.npz[language],
      bytes: writeZip(files),
    });
  }

  /** @throws InputError unknownTensor, tensorTooLarge, and those of reading */
  async histogram(ref: TensorRef): Promise<Histogram> {
    const { pool, tensors } = this.#options;
    const { tensor: x } = await tensors.get(ref);
    return pool.run<'histogram'>({ kind: 'histogram', x });
  }

  /** @throws InputError unknownTensor, tensorTooLarge, and those of reading */
  async spread(ref: TensorRef): Promise<Spread | null> {
    const { pool, tensors } = this.#options;
    const { tensor: x } = await tensors.get(ref);
    return pool.run<'spread'>({ kind: 'spread', x });
  }

  /**
   * Makes a tensor by seed.
   * @param what  it is for; how it is distributed when left out
   * @throws InputError synthetic-size
   */
  make(spec: SyntheticSpec, what: string = spec.distribution): TensorInfo {
    const { tensor, script } = synthetic(spec);
    const sizes = spec.shape.join(' × ');
    const name = `${what || spec.distribution} (${sizes})`;
    const source = `torch.manual_seed(${spec.seed})`;
    return this.#options.tensors.hold(name, tensor, script, { name, source });
  }

  /**
   * Makes sentences a tensor of random embeddings.
   * @throws InputError no-sentence, synthetic-size
   */
  makeSentences(spec: SentencesSpec): TensorInfo {
    const { tensor, script, tokens, lengths } = sentencesTensor(spec);
    const [first = []] = tokens;
    const begin = first.slice(0, lengths[0]).join(spec.tokens === 'words' ? ' ' : '');
    const name = tokens.length > 1 ? `${begin} + ${tokens.length - 1}` : begin;
    // One name a position: that of every sentence, where they differ.
    const along = first.map((_, l) => [...new Set(tokens.map((one) => one[l]!))].join(' / '));
    return this.#options.tensors.hold(name, tensor, script, {
      name: shown(name, 80),
      source: `torch.manual_seed(${spec.seed})`,
      lengths,
      indexNames: { L: along, N: tokens.map((one) => shown(one.join(' '), 60)) },
    });
  }

  #layer({ tensor, against, layer, eps }: CheckpointLayer) {
    const { pool, tensors } = this.#options;
    return pool.run<'layer'>({
      kind: 'layer',
      file: tensors.fileOf(tensor),
      ...(against ? { against: tensors.fileOf(against) } : {}),
      layer,
      eps,
    });
  }
}
