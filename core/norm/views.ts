import { chunkSizes } from './kinds/moments/plan.ts';
import type { RowBase, ViewInput } from './layerRow.ts';
import type { ViewDim } from './view.ts';

/** BatchNorm: one statistic and one γ, β a channel, over everything else. */
export function channelView(input: ViewInput): ViewDim[] {
  return eachAxis(input, (axis) => ({
    role: axis === input.form.channel ? 'kept' : 'reduced',
    param: axis === input.form.channel,
  }));
}

/** InstanceNorm: one statistic a sample and channel, over the spatial dimensions. */
export function instanceView(input: ViewInput): ViewDim[] {
  const { batch, channel } = input.form;
  return eachAxis(input, (axis) => ({
    role: axis === batch || axis === channel ? 'kept' : 'reduced',
    param: axis === channel,
  }));
}

/** LayerNorm and RMSNorm: one statistic for every index on the leading dimensions. */
export function trailingView(input: ViewInput): ViewDim[] {
  const sizes = input.options.normalized_shape;
  const count = Array.isArray(sizes) ? sizes.length : 1;
  const from = input.shape.length - count;
  return eachAxis(input, (axis) => ({
    role: axis < from ? 'kept' : 'reduced',
    param: axis >= from,
  }));
}

/** PixelNorm and LayerNorm2d: one statistic a sample and position, over the channels. */
export function pixelView(input: ViewInput): ViewDim[] {
  return eachAxis(input, (axis) => ({
    role: axis === input.form.channel ? 'reduced' : 'kept',
    param: axis === input.form.channel,
  }));
}

/** ScaleNorm: the last dimension; its one γ varies along none. */
export function lastView(input: ViewInput): ViewDim[] {
  const last = input.shape.length - 1;
  return eachAxis(input, (axis) => ({ role: axis === last ? 'reduced' : 'kept', param: false }));
}

/** L2Norm: over the dimensions that are named. */
export function dimView(input: ViewInput): ViewDim[] {
  const reduced = positions(input.options.dim);
  return eachAxis(input, (axis) => ({
    role: reduced.includes(axis) ? 'reduced' : 'kept',
    param: false,
  }));
}

/** The same view, with γ and β that vary along other axes: that of the samples among them. */
export function perSample(view: RowBase['view'], axes: readonly number[]): RowBase['view'] {
  return (input) => view(input).map((dim) => ({ ...dim, param: axes.includes(dim.axis) }));
}

/** WeightStandardization: the weight of a convolution, one statistic a filter. */
export function filterView(input: ViewInput): ViewDim[] {
  const dims = eachAxis(input, (axis) => ({ role: axis === 0 ? 'kept' : 'reduced', param: false }));
  return dims.map((dim) => ({ ...dim, name: input.form.axes[dim.axis] ?? dim.name }));
}

/** DynamicTanh and DynamicErf: nothing is reduced; γ and β vary along the last dimensions. */
export function aloneView(input: ViewInput): ViewDim[] {
  return trailingView(input).map((dim) => ({ ...dim, role: 'kept' }));
}

/** QKNorm: (N, T, D) seen as (N, T, heads, D/heads), one statistic a head of a token. */
export function headView(input: ViewInput): ViewDim[] {
  const { num_heads, per_head } = input.options;
  const heads = Number(num_heads);
  const last = input.shape.length - 1;
  const dims = eachAxis(input, () => ({ role: 'kept', param: false }));
  return dims.flatMap((dim) =>
    dim.axis !== last
      ? [dim]
      : [
          { ...dim, name: 'heads', size: heads, param: per_head === true },
          {
            ...dim,
            name: `${dim.name}/heads`,
            size: dim.size / heads,
            role: 'reduced',
            param: true,
          },
        ],
  );
}

/** RMSNormGated: the last dimension seen as groups, one statistic a group of a token. */
export function lastInGroups(input: ViewInput): ViewDim[] {
  const groups = Number(input.options.num_groups);
  const last = input.shape.length - 1;
  const dims = eachAxis(input, (axis) => ({ role: 'kept', param: axis === last }));
  return dims.flatMap((dim) =>
    dim.axis !== last
      ? [dim]
      : [
          { ...dim, name: 'groups', size: groups },
          { ...dim, name: `${dim.name}/groups`, size: dim.size / groups, role: 'reduced' },
        ],
  );
}

/** GhostBatchNorm: (N, C, *) seen as (chunks, N/chunks, C, *); the last chunk may hold fewer samples. One whole where running statistics serve. */
export function chunkView(input: ViewInput): ViewDim[] {
  const dims = channelView(input);
  const samples = input.shape[0] ?? 1;
  const sizes = chunkSizes(samples, Number(input.options.virtual_batch_size));
  if (!input.usesBatch) return dims;
  return dims.flatMap((dim) =>
    dim.axis !== 0
      ? [dim]
      : [
          { ...dim, name: 'chunks', size: sizes.length, role: 'kept' as const },
          { ...dim, name: `${dim.name}/chunks`, size: sizes[0] ?? 1 },
        ],
  );
}

/** GlobalResponseNorm: first over height and width, for every channel of a sample. */
export function responseView(input: ViewInput): ViewDim[] {
  const channel = input.options.channels_last === true ? input.shape.length - 1 : 1;
  return eachAxis(input, (axis) => ({
    role: axis === 0 || axis === channel ? 'kept' : 'reduced',
    param: axis === channel,
  }));
}

/** GroupNorm: (N, C, *) seen as (N, G, C/G, *), one statistic a sample and group. */
export function groupView(input: ViewInput): ViewDim[] {
  const { batch, channel } = input.form;
  const groups = Number(input.options.num_groups);
  const dims = eachAxis(input, (axis) => ({
    role: axis === batch ? 'kept' : 'reduced',
    param: axis === channel,
  }));
  return dims.flatMap((dim) =>
    dim.axis !== channel
      ? [dim]
      : [
          { ...dim, name: 'G', size: groups, role: 'kept' as const },
          { ...dim, name: `${dim.name}/G`, size: dim.size / groups },
        ],
  );
}

/** Any reduced axes and any parameter axes. */
export function customView(input: ViewInput): ViewDim[] {
  const reduced = positions(input.options.axes);
  const params = positions(input.options.param_axes);
  return eachAxis(input, (axis) => ({
    role: reduced.includes(axis) ? 'reduced' : 'kept',
    param: params.includes(axis),
  }));
}

/** LocalResponseNorm: a window slides along the channels; nothing else is touched. */
export function windowView(input: ViewInput): ViewDim[] {
  return eachAxis(input, (axis) => ({
    role: axis === input.form.channel ? 'reduced' : 'kept',
    param: false,
  }));
}

function positions(value: unknown): readonly number[] {
  return Array.isArray(value) ? (value as readonly number[]) : [];
}

function eachAxis(
  { shape, axes }: ViewInput,
  describe: (axis: number) => Pick<ViewDim, 'role' | 'param'>,
): ViewDim[] {
  return shape.map((size, axis) => ({
    name: axes[axis] ?? `A${axis}`,
    size,
    axis,
    ...describe(axis),
  }));
}
