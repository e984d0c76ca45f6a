/** A text in both languages; of its own, for what `Text` imports reads stations. */
export interface Both {
  readonly en: string;
  readonly ko: string;
}

/** What happens at a station, each sentence on its own. */
export const STATION_SENTENCES = {
  'group.both': {
    en: 'The {n} values of {place} share one mean and one variance.',
    ko: '{place}의 값 {n}개가 평균 하나와 분산 하나를 함께 씁니다.',
  },
  'group.squares': {
    en: 'The {n} values of {place} share one mean of squares.',
    ko: '{place}의 값 {n}개가 제곱 평균 하나를 함께 씁니다.',
  },
  'group.sum': {
    en: 'The {n} values of {place} share one sum of squares.',
    ko: '{place}의 값 {n}개가 제곱의 합 하나를 함께 씁니다.',
  },
  'group.alone': {
    en: 'Nothing is averaged: {place} is a group of its own.',
    ko: '평균을 내지 않습니다. {place:이가} 홀로 한 그룹입니다.',
  },
  'group.stored': {
    en: 'The {n} {n:value|values} of {place} {n:uses|use} the stored statistics, not {n:its|their} own.',
    ko: '{place}의 값 {n}개는 자신의 통계량이 아니라 저장된 통계량을 씁니다.',
  },
  'pointwise.alone': {
    en: 'Nothing is averaged: {x} meets no other cell.',
    ko: '평균을 내지 않습니다. {x:은는} 다른 칸과 만나지 않습니다.',
  },
  'pointwise.bend': {
    en: 'Multiply {x} by α = {alpha} and bend it by {name}, which keeps it between −1 and 1: {xhat}.',
    ko: '{x}에 α = {alpha:을를} 곱하고 {name:으로로} 구부려 −1과 1 사이에 둡니다. {xhat}',
  },
  'pointwise.shifted': {
    en: 'Multiply {x} by α = {alpha}, add s = {shift}, and bend it by {name}, which keeps it between −1 and 1: {xhat}.',
    ko: '{x}에 α = {alpha:을를} 곱하고 s = {shift:을를} 더한 다음 {name:으로로} 구부려 −1과 1 사이에 둡니다. {xhat}',
  },
  'gate.first': {
    en: 'Multiply {raw} by silu of its gate {gate}, which is {silu}: {x} enters the statistics.',
    ko: '{raw}에 게이트 {gate}의 silu인 {silu:을를} 곱합니다. {x:이가} 통계량에 들어갑니다.',
  },
  'gate.last': {
    en: 'Multiply {before} by silu of its gate {gate}, which is {silu}: y = {y}.',
    ko: '{before}에 게이트 {gate}의 silu인 {silu:을를} 곱합니다. y = {y}',
  },
  renorm: {
    en: 'Multiply {xhat} by r = {r} and add d = {d}, towards what the running statistics would give: {moved}.',
    ko: '이동 통계량으로 계산한 값에 가까워지도록 {xhat}에 r = {r:을를} 곱하고 d = {d:을를} 더합니다. {moved}',
  },
  style: {
    en: 'Take γ and β from the style: γ = {gamma} is the deviation of this channel of its sample, β = {beta} the mean.',
    ko: 'γ와 β를 스타일에서 가져옵니다. γ = {gamma:은는} 그 샘플에서 이 채널의 표준편차, β = {beta:은는} 평균입니다.',
  },
  'threshold.raised': {
    en: '{before} lies below τ = {tau}, so the output is τ: y = {y}.',
    ko: '{before:이가} τ = {tau}보다 작으므로 출력은 τ입니다. y = {y}',
  },
  'threshold.kept': {
    en: '{before} is at least τ = {tau} and stays: y = {y}.',
    ko: '{before:은는} τ = {tau}보다 작지 않으므로 그대로입니다. y = {y}',
  },
  'staged.blended': {
    en: 'The {n} values of {place} share a mean and a variance, which are blended with those of the layer and of the batch.',
    ko: '{place}의 값 {n}개가 함께 쓰는 평균과 분산에 레이어와 배치의 것을 섞습니다.',
  },
  'staged.blendedStored': {
    en: 'The {n} values of {place} share a mean and a variance, which are blended with those of the layer and with the stored ones.',
    ko: '{place}의 값 {n}개가 함께 쓰는 평균과 분산에 레이어의 것과 저장된 것을 섞습니다.',
  },
  'group.variance': {
    en: 'The {n} values of {place} share one variance.',
    ko: '{place}의 값 {n}개가 분산 하나를 함께 씁니다.',
  },
  'staged.idle': {
    en: 'Without its activation the layer normalizes nothing: {x} only meets γ and β.',
    ko: '활성화를 끄면 아무것도 정규화하지 않습니다. {x}에 γ와 β만 씁니다.',
  },
  'switch.mean': {
    en: 'Blend three means by the softmax of learned weights: {first} of the instance’s {instance}, {second} of the layer’s {layer} and {third} of the batch’s {batch}: μ = {mean}.',
    ko: '학습한 값의 소프트맥스를 비중으로 세 평균을 섞습니다. 인스턴스의 {instance}에 {first}, 레이어의 {layer}에 {second}, 배치의 {batch}에 {third:을를} 곱해 더합니다. μ = {mean}',
  },
  'switch.variance': {
    en: 'Blend three variances by the softmax of learned weights: {first} of the instance’s {instance}, {second} of the layer’s {layer} and {third} of the batch’s {batch}: σ² = {variance}.',
    ko: '학습한 값의 소프트맥스를 비중으로 세 분산을 섞습니다. 인스턴스의 {instance}에 {first}, 레이어의 {layer}에 {second}, 배치의 {batch}에 {third:을를} 곱해 더합니다. σ² = {variance}',
  },
  'switch.meanStored': {
    en: 'Blend three means by the softmax of learned weights: {first} of the instance’s {instance}, {second} of the layer’s {layer} and {third} of the stored running_mean {batch}: μ = {mean}.',
    ko: '학습한 값의 소프트맥스를 비중으로 세 평균을 섞습니다. 인스턴스의 {instance}에 {first}, 레이어의 {layer}에 {second}, 저장된 running_mean {batch}에 {third:을를} 곱해 더합니다. μ = {mean}',
  },
  'switch.varianceStored': {
    en: 'Blend three variances by the softmax of learned weights: {first} of the instance’s {instance}, {second} of the layer’s {layer} and {third} of the stored running_var {batch}: σ² = {variance}.',
    ko: '학습한 값의 소프트맥스를 비중으로 세 분산을 섞습니다. 인스턴스의 {instance}에 {first}, 레이어의 {layer}에 {second}, 저장된 running_var {batch}에 {third:을를} 곱해 더합니다. σ² = {variance}',
  },
  'switch.running': {
    en: 'The running statistics of channel {channel} take in the share {factor} of this batch: running_var {varBefore} → {varAfter}.',
    ko: '채널 {channel}의 이동 통계량이 이 배치의 몫 {factor:을를} 받아들입니다. running_var {varBefore} → {varAfter}',
  },
  'response.length': {
    en: 'The root of the sum {variance} is the length of this channel: g = {g}.',
    ko: '합 {variance}의 제곱근이 이 채널의 길이입니다. g = {g}',
  },
  'response.mean': {
    en: 'The mean length of all {channels} channels of the sample is {m}.',
    ko: '샘플에 있는 채널 {channels}개의 평균 길이는 {m}입니다.',
  },
  'response.divide': {
    en: 'Multiply {x} by how the length {g} compares with the mean length {m}: {xhat}.',
    ko: '{x}에 길이 {g:이가} 평균 길이 {m}의 몇 배인지를 곱합니다. {xhat}',
  },
  residual: {
    en: 'Add the input itself, {x}, to {before}: y = {y}.',
    ko: '{before}에 입력 {x:을를} 그대로 더합니다. y = {y}',
  },
  'evo.divide': {
    en: 'Multiply {x} by the sigmoid of v · x with v = {v}, which is {sigmoid}, and divide by {root}: {xhat}.',
    ko: 'v = {v}이므로 {x}에 v · x의 시그모이드 {sigmoid:을를} 곱하고 {root:으로로} 나눕니다. {xhat}',
  },
  'evo.larger': {
    en: 'Of the deviation of the batch, {batch}, and v · x + s of this cell, {right}, take the larger: {root}.',
    ko: '배치의 표준편차 {batch:과와} 이 칸의 v · x + s인 {right} 가운데 큰 쪽을 고릅니다. {root}',
  },
  'evo.largerStored': {
    en: 'Of the stored deviation of the channel, {batch}, and v · x + s of this cell, {right}, take the larger: {root}.',
    ko: '채널의 저장된 표준편차 {batch:과와} 이 칸의 v · x + s인 {right} 가운데 큰 쪽을 고릅니다. {root}',
  },
  'evo.running': {
    en: 'The running_var of channel {channel} takes in the share {factor} of the variance of this batch, divided by n − 1: {varBefore} → {varAfter}.',
    ko: '채널 {channel}의 running_var가 n − 1로 나눈 이 배치의 분산에서 몫 {factor:을를} 받아들입니다. {varBefore} → {varAfter}',
  },
  'gather.axes': {
    en: 'Gather the {n} values of {place}; the axes {axes} disappear.',
    ko: '{place}의 값 {n}개를 모읍니다. {axes} 축이 사라집니다.',
  },
  'gather.axis': {
    en: 'Gather the {n} values of {place}; the axis {axes} disappears.',
    ko: '{place}의 값 {n}개를 모읍니다. {axes} 축이 사라집니다.',
  },
  'gather.alone': {
    en: 'Take {x}, the one value of {place}.',
    ko: '{place}의 하나뿐인 값 {x:을를} 가져옵니다.',
  },
  replicas: {
    en: 'Each of the {devices} devices takes n, μ and M = Σ(x − μ)² of its share; merged, they are those of all {n} values: μ = {mean}, σ² = {variance}.',
    ko: '장치 {devices}대가 저마다 자기 몫의 n, μ, M = Σ(x − μ)²을 구합니다. 합치면 값 {n}개 전체의 μ = {mean}, σ² = {variance:이가} 됩니다.',
  },
  'mean.batch': {
    en: 'Add the {n} values of {place} and divide by {n}: μ = {mean}.',
    ko: '{place}의 값 {n}개를 더하고 {n:으로로} 나눕니다. μ = {mean}',
  },
  'mean.alone': {
    en: 'The mean of one value is that value: μ = {mean}.',
    ko: '값 하나의 평균은 그 값입니다. μ = {mean}',
  },
  'mean.stored': {
    en: 'Take the running_mean that is stored for channel {channel}: μ = {mean}.',
    ko: '채널 {channel}에 저장된 running_mean을 씁니다. μ = {mean}',
  },
  deviation: {
    en: 'Subtract μ = {mean} from every value of {place}; {x} becomes {deviation}.',
    ko: '{place}의 모든 값에서 μ = {mean:을를} 뺍니다. {x:은는} {deviation:이가} 됩니다.',
  },
  'square.deviations': {
    en: 'Square every deviation, so that signs do not cancel; {deviation} becomes {square}.',
    ko: '부호가 상쇄되지 않도록 편차를 제곱합니다. {deviation:은는} {square:이가} 됩니다.',
  },
  'square.values': {
    en: 'Square every value itself, no mean is subtracted; {x} becomes {square}.',
    ko: '평균을 빼지 않고 값을 그대로 제곱합니다. {x:은는} {square:이가} 됩니다.',
  },
  'variance.biased': {
    en: 'Add the {n} squared deviations of {place} and divide by n = {n}, which is the biased variance: σ² = {variance}.',
    ko: '{place}의 편차 제곱 {n}개를 더하고 n = {n:으로로} 나눕니다. 편향 분산 σ² = {variance}',
  },
  'variance.unbiased': {
    en: 'Add the {n} squared deviations of {place} and divide by n − 1 = {less}, which is the unbiased variance: σ² = {variance}.',
    ko: '{place}의 편차 제곱 {n}개를 더하고 n − 1 = {less:으로로} 나눕니다. 비편향 분산 σ² = {variance}',
  },
  'variance.alone': {
    en: 'One value has no spread: σ² = {variance}.',
    ko: '값 하나에는 퍼짐이 없습니다. σ² = {variance}',
  },
  'variance.squares': {
    en: 'Add the {n} {n:square|squares} of {place} and divide by {n}: the mean of squares is {variance}.',
    ko: '{place}의 제곱 {n}개를 더하고 {n:으로로} 나눕니다. 제곱 평균은 {variance}입니다.',
  },
  'variance.sum': {
    en: 'Add the {n} {n:square|squares} of {place}: their sum is {variance}, the square of the length.',
    ko: '{place}의 제곱 {n}개를 더합니다. 합은 {variance}이고, 길이의 제곱입니다.',
  },
  'variance.stored': {
    en: 'Take the running_var that is stored for channel {channel}: σ² = {variance}.',
    ko: '채널 {channel}에 저장된 running_var를 씁니다. σ² = {variance}',
  },
  'root.inside': {
    en: 'Add eps = {eps} to the variance {variance}, then take the root: {root}.',
    ko: '분산 {variance}에 eps = {eps:을를} 더한 다음 제곱근을 구합니다. {root}',
  },
  'root.outside': {
    en: 'Take the root of the variance {variance}, then add eps = {eps}: {root}.',
    ko: '분산 {variance}의 제곱근을 먼저 구한 다음 eps = {eps:을를} 더합니다. {root}',
  },
  'root.squares': {
    en: 'Add eps = {eps} to the mean of squares {variance}, then take the root: {root}, the root mean square.',
    ko: '제곱 평균 {variance}에 eps = {eps:을를} 더한 다음 제곱근을 구합니다. 제곱평균제곱근 {root}',
  },
  'root.absolute': {
    en: 'Add |eps| = {size} to the mean of squares {variance}, then take the root: {root}, the root mean square.',
    ko: '제곱 평균 {variance}에 |eps| = {size:을를} 더한 다음 제곱근을 구합니다. 제곱평균제곱근 {root}',
  },
  'root.floor': {
    en: 'Take the root of the sum {variance}, which is the length; it counts as at least eps = {eps}: {root}.',
    ko: '합 {variance}의 제곱근이 길이입니다. eps = {eps}보다 작으면 eps로 셉니다. {root}',
  },
  'root.zero': {
    en: 'The spread {variance} and eps = {eps} are both nothing; where the root would be {root}, PyTorch goes on with 1/s = {rstd}.',
    ko: '퍼짐 {variance}도 eps = {eps}도 없습니다. 제곱근이 {root:이가} 되는 자리에서 PyTorch는 1/s = {rstd:을를} 씁니다.',
  },
  'divide.unit': {
    en: 'Divide every deviation of {place} by {root}; {deviation} becomes {xhat}. The {n} values now have mean 0 and variance {after}.',
    ko: '{place}의 모든 편차를 {root:으로로} 나눕니다. {deviation:은는} {xhat:이가} 됩니다. 이제 값 {n}개의 평균은 0, 분산은 {after}입니다.',
  },
  'divide.rms': {
    en: 'Divide every value of {place} by {root}; {x} becomes {xhat}. The {n} {n:value has|values now have} root mean square {after}.',
    ko: '{place}의 모든 값을 {root:으로로} 나눕니다. {x:은는} {xhat:이가} 됩니다. 이제 값 {n}개의 제곱평균제곱근은 {after}입니다.',
  },
  'divide.length': {
    en: 'Divide every value of {place} by {root}; {x} becomes {xhat}. The {n} {n:value has|values now have} length {after}.',
    ko: '{place}의 모든 값을 {root:으로로} 나눕니다. {x:은는} {xhat:이가} 됩니다. 이제 값 {n}개의 길이는 {after}입니다.',
  },
  'divide.zero': {
    en: 'There is nothing to divide by: PyTorch multiplies {deviation} by {rstd}, which is {xhat}.',
    ko: '나눌 것이 없습니다. PyTorch는 {deviation}에 {rstd:을를} 곱하여 {xhat:이가} 됩니다.',
  },
  'divide.plain': {
    en: 'Divide {deviation} by {root}: {xhat}.',
    ko: '{deviation:을를} {root:으로로} 나눕니다. {xhat}',
  },
  'scale.both': {
    en: 'Multiply {xhat} by γ = {gamma} and add β = {beta}: {letter} = {y}.',
    ko: '{xhat}에 γ = {gamma:을를} 곱하고 β = {beta:을를} 더합니다. {letter} = {y}',
  },
  'scale.offset': {
    en: 'Multiply {xhat} by 1 + γ, with γ = {gamma}: {letter} = {y}.',
    ko: 'γ = {gamma}이므로 {xhat}에 1 + γ를 곱합니다. {letter} = {y}',
  },
  'scale.offsetBoth': {
    en: 'Multiply {xhat} by 1 + γ, with γ = {gamma}, and add β = {beta}: {letter} = {y}.',
    ko: 'γ = {gamma}이므로 {xhat}에 1 + γ를 곱하고 β = {beta:을를} 더합니다. {letter} = {y}',
  },
  'scale.only': {
    en: 'Multiply {xhat} by γ = {gamma}; there is no β: {letter} = {y}.',
    ko: '{xhat}에 γ = {gamma:을를} 곱합니다. β는 없습니다. {letter} = {y}',
  },
  'all.groups': {
    en: 'The same for all {groups} groups, each with statistics of its own; in this one, {x} became y = {y}.',
    ko: '그룹 {groups}개 모두 저마다의 통계량으로 똑같이 합니다. 이 그룹에서 {x:은는} y = {y:이가} 되었습니다.',
  },
  'all.stored': {
    en: 'The same for all {groups} groups, each with the statistics that are stored for it; in this one, {x} became y = {y}.',
    ko: '그룹 {groups}개 모두 저마다 저장된 통계량으로 똑같이 합니다. 이 그룹에서 {x:은는} y = {y:이가} 되었습니다.',
  },
  'running.batch': {
    en: 'The running statistics of channel {channel} take in the share {factor} of this batch, its variance divided by n − 1 = {less}: running_mean {meanBefore} → {meanAfter}, running_var {varBefore} → {varAfter}.',
    ko: '채널 {channel}의 이동 통계량이 이 배치의 몫 {factor:을를} 받아들이며, 분산은 n − 1 = {less:으로로} 나눕니다. running_mean {meanBefore} → {meanAfter}, running_var {varBefore} → {varAfter}',
  },
  'running.instance': {
    en: 'The running statistics of channel {channel} take in the share {factor} of the mean over the samples, variances divided by n − 1 = {less}: running_mean {meanBefore} → {meanAfter}, running_var {varBefore} → {varAfter}.',
    ko: '채널 {channel}의 이동 통계량이 샘플들의 평균에서 몫 {factor:을를} 받아들이며, 분산은 n − 1 = {less:으로로} 나눕니다. running_mean {meanBefore} → {meanAfter}, running_var {varBefore} → {varAfter}',
  },
} as const satisfies Readonly<Record<string, Both>>;
