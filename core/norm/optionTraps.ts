import { ownDigits } from '../tensor/formatNumber.ts';
import { asMoments } from './kinds/moments/asMoments.ts';
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
  const [old, batch] = row.momentumOfOld ? [momentum, other] : [other, momentum];
  if (momentum < 0 || momentum > 1)
    return notice(
      'momentumRange',
      `A momentum of ${ownDigits(momentum)} is not a share: the running statistics become ${old} · old + ${batch} · batch, which can leave every range and make running_var negative. PyTorch runs it as well; choose a momentum from 0 to 1.`,
      { layer, momentum, other, old, batch },
    );
  if (batch === 0)
    return notice(
      'momentumZero',
      `With a momentum of ${ownDigits(momentum)} the running statistics of ${layer} never change: eval keeps using those it began with. Give a momentum ${row.momentumOfOld ? 'below 1' : 'above 0'}, or None for an average of all batches.`,
      { layer, momentum },
    );
  // of old statistics it is the other way round, and no framework weighs them otherwise
  if (batch < LARGE_MOMENTUM || row.momentumOfOld) return null;
  return notice(
    'momentumLarge',
    `A momentum of ${ownDigits(momentum)} is large for ${layer}: it is the weight of the new batch, so the running statistics nearly follow the last one. Keras and Flax weigh the old value: their ${ownDigits(momentum)} is ${other} here.`,
    { layer, momentum, other },
  );
};

/** PyTorch takes an eps below 0 without a word, whatever it is added to. */
const negativeEps: Trap = (plan, row) => {
  const { eps } = plan.spec.options;
  const place = asMoments(plan)?.epsPlace;
  if (typeof eps !== 'number' || eps >= 0 || place === 'absolute') return null;
  const details = { layer: row.name, eps };
  if (place === 'floor')
    return notice(
      'negativeFloor',
      `An eps of ${ownDigits(eps)} is below every length and keeps nothing from being divided by zero: zeros become NaN. Choose an eps above 0.`,
      details,
    );
  return notice(
    'negativeEps',
    `An eps of ${ownDigits(eps)} is subtracted from what ${row.name} adds it to: what is no larger leaves nothing to divide by and becomes NaN or infinite, and a little more is blown up. PyTorch runs it (BatchNorm's newer versions only in eval); choose an eps above 0.`,
    details,
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
