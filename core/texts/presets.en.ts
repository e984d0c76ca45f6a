/** Texts of the presets and of the precision lab. */
export const presetsEn = {
  'preset.paddingLeak': 'Padding leak',
  'preset.nanBlast': 'NaN blast radius',
  'preset.constantChannel': 'Constant channel',
  'preset.batchOfOne': 'Batch of one',
  'preset.largeOffset': 'Large offset',
  'preset.squareTrap': 'Square trap (C = L)',
  'preset.roleSwap': 'Role swap',
  'preset.layouts': 'Order of the axes',
  'preset.close': 'Hide this hint',
  'preset.paddingLeak.look':
    'The end of the last sample is now 0. Outputs of other samples changed too: they share its mean. With LayerNorm over C they do not.',
  'preset.nanBlast.look':
    'One cell is NaN. Count the NaN in the output: BatchNorm loses a whole channel, LayerNorm over C one token.',
  'preset.constantChannel.look':
    'All values of this channel are equal. Its variance is 0, only ε is left under the root, and its outputs are 0 before γ and β.',
  'preset.batchOfOne.look':
    'One sample with one value per channel: nothing to average, so training refuses it. Switch to eval, or choose LayerNorm.',
  'preset.largeOffset.look':
    'All values lie near 10,000 and differ by about 0.01. In the precision lab the naive variance is negative, and its output NaN.',
  'preset.squareTrap.look':
    'C and L are both 4, so BatchNorm1d takes (N, L, C) without an error and averages over N and C. Choose the layout NCL to compare.',
  'preset.roleSwap.look':
    'Fed (N, L, C), InstanceNorm1d averages over C at each position. That is LayerNorm(5): see “Also known as”.',

  'lab.title': 'Precision lab',
  'lab.text':
    'E[x²] − E[x]² subtracts two large numbers that are nearly equal. Add an offset, which changes no variance, and see what is left.',
  'lab.offset': 'Offset added to the values of {group}',
  'lab.offsetField': 'Offset as a number',
  'lab.row.twoPass': 'Two passes, float64 (ours)',
  'lab.row.torch': 'PyTorch {version}, float32',
  'lab.row.naive32': 'E[x²] − E[x]², float32',
  'lab.row.welford32': 'Welford, float32',
  'lab.xhat': 'The pinned cell, normalized, before γ and β',
  'lab.notRecorded': 'not recorded for this input',
  'lab.negative': 'The naive variance is negative: its root, and every output with it, is NaN.',
  'lab.chart': '|error| of σ² against the offset',
  'lab.chartAlt':
    'Error of the variance against the offset, both logarithmic: the naive formula’s grows with the square of the offset',
  'lab.key.naive32': 'naive',
  'lab.key.welford32': 'Welford',
  'lab.spacing':
    'Near {mean} the float32 numbers lie {step} apart: the values themselves are rounded to that, for all four formulas alike.',
} as const satisfies Readonly<Record<string, string>>;
