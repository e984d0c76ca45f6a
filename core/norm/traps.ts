import { numel } from '../tensor/tensor.ts';
import { asMoments } from './kinds/moments/asMoments.ts';
import type { InputForm, LayerRow, TrapName } from './layerRow.ts';
import { counted, notice } from './notice.ts';
import { optionTraps, type Trap } from './optionTraps.ts';
import type { Notice, Plan } from './spec.ts';

/** Silent traps of this layer on this shape, of those that its row names, and of its options: what runs, but hardly does what was meant. */
export function traps(plan: Plan, row: LayerRow, form: InputForm): Notice[] {
  return [...row.traps.map((name) => TRAPS[name]), ...optionTraps]
    .map((trap) => trap(plan, row, form))
    .filter((notice) => notice !== null);
}

const names = (axes: readonly string[]) => `(${axes.join(', ')})`;

/** InstanceNorm takes an input without its batch for one sample: InstanceNorm1d reads (N, C) as (C, L). */
const oneSample: Trap = (plan, row, form) => {
  if (!isReadAsOneSample(plan, form)) return null;
  const [first] = plan.axes;
  const rank = plan.shape.length;
  const over = plan.reducedAxes.join(', ');
  const reads = `${row.name} reads a ${rank}-D input as ${form.text}, one sample: ${first} is taken for the channels`;
  const todo =
    rank === 2
      ? 'BatchNorm1d would read it as (N, C). Add a length with x.unsqueeze(-1), or use another layer.'
      : `For a batch give it ${rank + 1} dimensions.`;
  const details = { layer: row.name, rank, form: form.text, first: first! };
  return plan.source === 'running'
    ? notice('readAsOneSampleStored', `${reads}, whose statistics are stored. ${todo}`, details)
    : notice('readAsOneSample', `${reads}, and it averages over ${over}. ${todo}`, {
        ...details,
        over,
      });
};

function isReadAsOneSample(plan: Plan, form: InputForm): boolean {
  if (form.batch !== null) return false;
  return plan.axes.includes('N') || (plan.shape.length === 2 && plan.axes[0] !== 'C');
}

/** Channels (or batch) are not where the layer looks for them. */
const axisOrder: Trap = (plan, row, form) => {
  if (form.channel === null) return null;
  if (isReadAsOneSample(plan, form)) return null;
  const { axes } = plan;
  const found = axes[form.channel]!;
  const wrongChannel = axes.includes('C') && found !== 'C';
  const wrongBatch = form.batch !== null && axes.includes('N') && axes[form.batch] !== 'N';
  if (!wrongChannel && !wrongBatch) return null;
  const wanted = wantedOrder(axes, form);
  const order = wanted.map((name) => axes.indexOf(name)).join(', ');
  const over = plan.reducedAxes.join(', ');
  const came = `${row.name} expects ${form.text} but is fed ${names(axes)}: it takes ${found} for the channels`;
  const feed = `To normalize channels C, feed x.permute(${order}), which is ${names(wanted)}.`;
  const fed = names(axes);
  if (plan.source === 'running')
    return notice('axisOrderStored', `${came}, whose statistics are stored. ${feed}`, {
      layer: row.name,
      fed,
      expected: form.text,
      channel: found,
      order,
    });
  return notice('axisOrder', `${came} and averages over ${over}. ${feed}`, {
    layer: row.name,
    fed,
    expected: form.text,
    channel: found,
    over,
    order,
  });
};

/** The input's own axis names in the order of the form. */
function wantedOrder(axes: readonly string[], form: InputForm): string[] {
  const leading = form.axes.filter((name) => (name === 'N' || name === 'C') && axes.includes(name));
  return [...leading, ...axes.filter((name) => !leading.includes(name))];
}

/** Two axes of one size: a swapped layout would run without an error. */
const squareTrap: Trap = (plan, row, form) => {
  if (form.channel === null) return null;
  const channels = plan.shape[form.channel]!;
  const twin = plan.shape.findIndex((size, axis) => axis > form.channel! && size === channels);
  if (twin < 0 || channels === 1) return null;
  const here = plan.axes[form.channel]!;
  const there = plan.axes[twin]!;
  return notice(
    'squareTrap',
    `${here} and ${there} both have ${channels} entries, so ${row.name} would accept them swapped without an error and normalize the wrong axis. Check the layout: it takes ${here} for the channels.`,
    { layer: row.name, first: here, second: there, size: channels },
  );
};

/** LayerNorm or RMSNorm that leaves the channels out. */
const withoutChannel: Trap = (plan, row) => {
  if (!plan.axes.includes('C') || plan.reducedAxes.includes('C')) return null;
  const over = plan.reducedAxes.join(', ');
  return notice(
    'layerNormWithoutChannel',
    `${row.name} always takes the last dimensions: here it averages over ${over} and not over the channels C. To normalize each position over its channels, move C to the end first.`,
    { layer: row.name, over },
  );
};

/** LayerNorm or RMSNorm over all of a sequence, where a transformer's takes each position by itself. */
const wholeSample: Trap = (plan, row) => {
  const { axes, reducedAxes, shape } = plan;
  if (axes.length !== 3 || !['N', 'C', 'L'].every((name) => axes.includes(name))) return null;
  if (reducedAxes.includes('N') || !['C', 'L'].every((name) => reducedAxes.includes(name)))
    return null;
  const layer = row.name;
  const channels = shape[axes.indexOf('C')]!;
  const over = reducedAxes.join(', ');
  const feed = axes.at(-1) === 'C' ? 'it' : '(N, L, C)';
  return notice(
    'wholeSample',
    `${layer} averages over ${over} here, a whole sample. A transformer's ${layer} takes C only, each position by itself: feed ${feed} to ${layer}([${channels}]).`,
    { layer, over, channels, feed: names(['N', 'L', 'C']) },
  );
};

/** BatchNorm on one sample is InstanceNorm. */
const batchOfOne: Trap = (plan, row, form) => {
  if (row.running !== 'batch' || plan.source !== 'batch' || form.batch === null) return null;
  if (plan.shape[form.batch] !== 1) return null;
  const own = asMoments(plan);
  const isInstanceNorm =
    own?.ddof === 0 && own.epsPlace === 'inside' && (!own.extra || own.extra.is === 'chunks');
  const alone = `normalizes it by itself${isInstanceNorm ? ', as InstanceNorm does' : ''}`;
  const evalDiffers = `The batch holds one sample, so ${row.name} ${alone}; in eval it uses running statistics instead and may give other numbers. Train with more samples, or choose GroupNorm or LayerNorm.`;
  if (!plan.tracks)
    return notice(
      'batchOfOneUntracked',
      `The batch holds one sample, so ${row.name} ${alone}, in train and eval alike. In a larger batch it would depend on its neighbours; GroupNorm or LayerNorm never do.`,
      { layer: row.name },
    );
  return isInstanceNorm
    ? notice('batchOfOne', evalDiffers, { layer: row.name })
    : notice('batchOfOneItself', evalDiffers, { layer: row.name });
};

/** eval() does not help a BatchNorm that keeps no running statistics. */
const evalUsesBatch: Trap = (plan, row) => {
  if (plan.spec.mode !== 'eval' || plan.source !== 'batch') return null;
  // of a single sample batchOfOne says it
  if (plan.shape[0] === 1) return null;
  return notice(
    'evalUsesBatch',
    `With track_running_stats=False ${row.name} uses the batch's own statistics in eval too: a sample's output depends on its neighbours. Track running statistics to avoid that.`,
    { layer: row.name },
  );
};

/** LocalResponseNorm's window has no middle, or sticks out. */
const windowShape: Trap = (plan, row, form) => {
  const size = plan.groupSize;
  const channels = plan.shape[form.channel ?? 1]!;
  if (size > channels)
    return notice(
      'windowTooWide',
      `The window of ${size} is wider than the ${counted(channels, 'channel')}: what is missing counts as 0, and ${row.name} still divides by ${size}. Choose a size of at most ${channels}.`,
      { layer: row.name, size, channels },
    );
  if (size % 2 === 0)
    return notice(
      'evenWindow',
      `A window of ${size} has no middle: PyTorch's leans to lower channels (${size / 2} below, ${size / 2 - 1} above), ONNX's to higher. Choose an odd size to agree with both.`,
      { layer: row.name, size },
    );
  return null;
};

/** What every value is multiplied by is 0. */
const zeroFactor: Trap = (plan, row) => {
  const option = ['alpha', 'g'].find((name) => plan.spec.options[name] === 0);
  if (option === undefined) return null;
  return notice(
    'zeroFactor',
    `With ${option} = 0 the output of ${row.name} is the same whatever the input is. Give ${option} another value.`,
    { layer: row.name, option },
  );
};

/** Dimensions of γ that are as large as the tensor are rarely meant. */
const nothingReduced: Trap = (plan) => {
  if (plan.reducedDims.length > 0 || numel(plan.shape) === 1) return null;
  return notice(
    'nothingReduced',
    'No axis is reduced, so every value is a group of its own. Choose at least one axis.',
  );
};

const TRAPS: Readonly<Record<TrapName, Trap>> = {
  oneSample,
  axisOrder,
  squareTrap,
  withoutChannel,
  wholeSample,
  nothingReduced,
  zeroFactor,
  batchOfOne,
  evalUsesBatch,
  windowShape,
};
