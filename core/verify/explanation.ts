import type { InputName } from '../norm/furtherInput.ts';
import { layerRow } from '../norm/layers.ts';
import type { LayerOptions } from '../norm/view.ts';
import { defaultAxes } from '../tensor/tensor.ts';
import type { EpsPlacement, Spread } from './divisor.ts';
import { parameterDims, type Hypothesis } from './hypothesis.ts';
import { namesOf, type LayerNamed } from './names.ts';
import type { Pair } from './pair.ts';
import type { RowRun } from './rows/rowRun.ts';
import { runFacts, runSnippet, runText } from './rows/rowTold.ts';
import { snippetOf } from './snippet.ts';
import { isRun, type Tried } from './tried.ts';

/** A layer that makes y of x, with all that decides. */
export interface Explanation {
  /** Class in torch.nn, or Custom where there is none. */
  readonly layer: string;
  readonly options: LayerOptions;
  /** Letters of x's dimensions, as the layer takes them. */
  readonly layout: string;
  /** Positions in the file of x of the dimensions, in the order in which the layer is fed them. */
  readonly order: readonly number[];
  readonly mode: 'train' | 'eval';
  /** Positions in the file of x. */
  readonly reducedDims: readonly number[];
  /** For groups of channels alone. */
  readonly numGroups?: number;
  /** "none" for a layer without statistics. */
  readonly variance: Spread | 'none';
  readonly eps: number;
  readonly epsPlacement: EpsPlacement;
  readonly affine: 'none' | 'given' | 'fitted';
  readonly paramDims: readonly number[];
  readonly gammaOffset: 0 | 1;
  /** Options whose values were found by a fit. */
  readonly fittedOptions: readonly string[];
  /** Given tensors that it takes beside x. */
  readonly beside: readonly InputName[];
  readonly maxAbs: number;
  readonly rms: number;
  /** Other names that compute the same on this shape. */
  readonly equals: readonly string[];
  readonly snippets: { readonly pytorch: string };
}

/** What a hypothesis is called. */
export function namesFor(
  { shape }: Pair,
  hypothesis: Hypothesis | RowRun,
): readonly Pick<LayerNamed, 'text' | 'layer' | 'options' | 'order'>[] {
  if (isRun(hypothesis)) {
    const { spec, order } = hypothesis;
    return [{ ...spec, order, text: runText(hypothesis) }];
  }
  const { covering, centred, affine, stored, divisor } = hypothesis;
  const length = divisor.spread === 'sum of squares';
  const params = affine.kind === 'none' ? null : parameterDims(hypothesis);
  return namesOf(shape, { covering, centred, params, length, tracks: stored !== null });
}

/** An explanation with its names. */
export function told(pair: Pair, axes: readonly string[], { hypothesis, fit }: Tried): Explanation {
  const { affine } = hypothesis;
  const names = namesFor(pair, hypothesis);
  const [first, ...others] = names;
  const own = isRun(hypothesis)
    ? toldOfRun(hypothesis)
    : toldOfGroups(
        pair,
        hypothesis,
        first?.options,
        names.map(({ text }) => text),
      );
  return {
    layer: first?.layer ?? 'Custom',
    layout: first ? layoutOf(first, axes) : axes.join(''),
    order: first?.order ?? pair.shape.map((_, dim) => dim),
    affine: affine.kind,
    paramDims: parameterDims(hypothesis),
    gammaOffset: affine.kind === 'given' ? affine.given.gammaOffset : 0,
    maxAbs: fit.maxAbs,
    rms: fit.rms,
    equals: [...new Set(others.map(({ text }) => text))],
    ...own,
  };
}

type Own = Pick<
  Explanation,
  | 'options'
  | 'mode'
  | 'reducedDims'
  | 'numGroups'
  | 'variance'
  | 'eps'
  | 'epsPlacement'
  | 'fittedOptions'
  | 'beside'
  | 'snippets'
>;

function toldOfRun(run: RowRun): Own {
  const { fittedOptions, beside, plan } = run;
  return {
    options: plan.spec.options,
    mode: plan.spec.mode,
    ...runFacts(run),
    fittedOptions,
    beside,
    snippets: { pytorch: runSnippet(run) },
  };
}

function toldOfGroups(
  { shape }: Pair,
  hypothesis: Hypothesis,
  options: LayerOptions | undefined,
  names: readonly string[],
): Own {
  const { covering, divisor, stored } = hypothesis;
  const { split, reduced } = covering;
  return {
    options: { ...(options ?? customOptions(hypothesis)), eps: divisor.eps },
    mode: stored ? 'eval' : 'train',
    reducedDims: reduced,
    ...(split ? { numGroups: split.groups } : {}),
    variance: divisor.spread,
    eps: divisor.eps,
    epsPlacement: divisor.place,
    fittedOptions: [],
    beside: [],
    snippets: { pytorch: snippetOf(shape, hypothesis, names) },
  };
}

/** Options of a layer that averages over any axes. */
function customOptions(hypothesis: Hypothesis): LayerOptions {
  const params = parameterDims(hypothesis);
  return {
    axes: hypothesis.covering.reduced,
    ...(hypothesis.centred ? {} : { center: false }),
    ...(params.length > 0 ? { param_axes: params } : {}),
  };
}

/** Letters of x's dimensions such that the layer finds its channels where it looks for them. */
function layoutOf(
  { layer, order }: { layer: string; order: readonly number[] },
  axes: readonly string[],
): string {
  if (order.every((dim, i) => dim === i)) return axes.join('');
  const rank = order.length;
  const form = layerRow(layer).forms.find(
    ({ minRank, maxRank }) => minRank <= rank && rank <= (maxRank ?? rank),
  );
  if ((form?.channel ?? null) === null) return axes.join('');
  const usual = defaultAxes(rank);
  return order
    .map((dim, i) => ({ dim, letter: usual[i]! }))
    .sort((a, b) => a.dim - b.dim)
    .map(({ letter }) => letter)
    .join('');
}
