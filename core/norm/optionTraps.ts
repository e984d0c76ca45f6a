import type { InputForm, LayerRow } from './layerRow.ts';
import { counted, notice } from './notice.ts';
import type { Notice, Plan } from './spec.ts';

/** Looks for one trap. */
export type Trap = (plan: Plan, row: LayerRow, form: InputForm) => Notice | null;

/** InstanceNorm hands momentum None on as 0. */
const momentumIgnored: Trap = (plan, row) => {
  if (row.running !== 'instance' || !plan.tracks || plan.spec.options.momentum !== null)
    return null;
  return notice(
    'momentumIgnored',
    `${row.name} takes momentum=None for 0, so its running statistics never change (BatchNorm would average all batches). Give a momentum.`,
    { layer: row.name },
  );
};

/** num_features that nothing depends on may be wrong unnoticed. */
const unusedFeatures: Trap = (plan, row, form) => {
  if (row.running === null || plan.hasWeight || plan.tracks || form.channel === null) return null;
  const features = Number(plan.spec.options.num_features);
  const channels = plan.shape[form.channel]!;
  if (features === channels) return null;
  return notice(
    'unusedFeatures',
    `num_features is ${features}, but the input has ${counted(channels, 'channel')}; without γ, β and running statistics ${row.name} does not check it. Set it to ${channels}.`,
    { layer: row.name, features, channels },
  );
};

/** GroupNorm without γ and β never looks at its num_channels. */
const unusedChannels: Trap = (plan, row, form) => {
  const { num_channels } = plan.spec.options;
  if (num_channels === undefined || plan.hasWeight || form.channel === null) return null;
  const declared = Number(num_channels);
  const channels = plan.shape[form.channel]!;
  if (declared === channels) return null;
  return notice(
    'unusedChannels',
    `num_channels is ${declared}, but the input has ${counted(channels, 'channel')}; without γ and β ${row.name} does not check it. Set it to ${channels}.`,
    { layer: row.name, declared, channels },
  );
};

/** From here on the newest batch outweighs all before. */
const LARGE_MOMENTUM = 0.5;

/** Momentum that hardly anyone means. */
const momentum: Trap = (plan, row) => {
  const { momentum } = plan.spec.options;
  if (!plan.tracks || typeof momentum !== 'number') return null;
  const layer = row.name;
  const other = Number((1 - momentum).toPrecision(6));
  if (momentum < 0 || momentum > 1)
    return notice(
      'momentumRange',
      `A momentum of ${momentum} is not a share: the running statistics become ${other} · old + ${momentum} · batch, which can leave every range and make running_var negative. PyTorch runs it as well; choose a momentum from 0 to 1.`,
      { layer, momentum, other },
    );
  if (momentum === 0)
    return notice(
      'momentumZero',
      `With a momentum of 0 the running statistics of ${layer} never change: eval keeps using those it began with. Give a momentum above 0, or None for an average of all batches.`,
      { layer },
    );
  if (momentum < LARGE_MOMENTUM) return null;
  return notice(
    'momentumLarge',
    `A momentum of ${momentum} is large for ${layer}: it is the weight of the new batch, so the running statistics nearly follow the last one. Keras and Flax weigh the old value: their ${momentum} is ${other} here.`,
    { layer, momentum, other },
  );
};

/** PyTorch takes an eps below 0 without a word. */
const negativeEps: Trap = (plan, row) => {
  const { eps } = plan.spec.options;
  if (typeof eps !== 'number' || eps >= 0) return null;
  return notice(
    'negativeEps',
    `An eps of ${eps} is subtracted from every variance: what is no larger has no root and becomes NaN or infinite, and a little more is blown up. PyTorch runs it (BatchNorm's newer versions only in eval); choose an eps above 0.`,
    { layer: row.name, eps },
  );
};

/** Traps of options, whatever the shape. */
export const optionTraps: readonly Trap[] = [
  momentumIgnored,
  momentum,
  unusedFeatures,
  unusedChannels,
  negativeEps,
];
