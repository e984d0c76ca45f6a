import type { Texts } from './texts.ts';

/** What was found in a checkpoint: what it means and what to do, by code. */
export const FINDING_TEXTS = {
  untrained: {
    en: 'running_mean is 0 and running_var is 1 in every channel, as a new layer has them: it never ran in train mode, or its buffers were not loaded. In eval it computes x/√(1 + eps). Load the buffers too (state_dict, not parameters), or run batches in train mode first.',
    ko: '모든 채널의 running_mean이 0, running_var가 1로 새 레이어 그대로입니다. 학습 모드로 실행한 적이 없거나 버퍼를 읽지 않았습니다. eval에서는 x/√(1 + eps)가 됩니다. parameters가 아니라 state_dict를 읽거나, 먼저 학습 모드로 배치를 넣으세요.',
  },
  'not-finite': {
    en: '{tensor} has NaN or Inf in {count:channel|# channels} ({channels}): their output in eval is NaN. Buffers are not in parameters(), so a check of the parameters misses them. Go back to an earlier checkpoint, or reset these channels.',
    ko: '{tensor}의 채널 {channels}에 NaN이나 Inf가 있어 eval 출력이 NaN이 됩니다. 버퍼는 parameters()에 없어 매개변수 검사에서 빠집니다. 이전 체크포인트로 돌아가거나 이 채널을 다시 설정하세요.',
  },
  'negative-variance': {
    en: 'running_var is negative in {count:channel|# channels} ({channels}), down to {least}: NaN in eval. Half precision or an average of checkpoints damages it so. Compute the statistics again.',
    ko: '채널 {channels}의 running_var가 음수입니다(가장 작은 값 {least}). eval에서 NaN이 됩니다. 반정밀도나 체크포인트 평균 때문에 이렇게 손상됩니다. 통계량을 다시 계산하세요.',
  },
  'dead-channel': {
    en: 'running_var is near 0 in {count:channel|# channels} ({channels}), {least} where the others have {median}: a dead or constant channel. Its gain is up to {gain}, so the first batch that differs explodes. Look at what feeds it, or prune it.',
    ko: '채널 {channels}의 running_var가 0에 가깝습니다. 다른 채널은 {median}인데 여기는 {least}입니다. 죽었거나 값이 일정한 채널이며 배율이 {gain}까지 커서 다른 값이 들어오면 출력이 폭발합니다. 입력을 살펴보거나 잘라내세요.',
  },
  'gain-outlier': {
    en: 'The gain of {count:channel|# channels} ({channels}) is far from the others: {gain}, where the middle one is {median}. Such a channel shouts or is dead: a candidate for pruning, or damage.',
    ko: '채널 {channels}의 배율이 {gain:으로로} 다른 채널(가운데 값 {median})과 크게 다릅니다. 지나치게 크거나 죽은 채널입니다. 잘라낼 후보이거나 손상입니다.',
  },
  'centred-weight': {
    en: 'Its weights lie around 0 (mean {mean}, deviation {deviation}): they are stored for 1 + w, as Gemma and its kin do. Read as w, the layer gives nearly nothing. Add 1 to them, or use the layer that does.',
    ko: '가중치가 0 둘레에 있습니다(평균 {mean}, 표준편차 {deviation}). Gemma처럼 1 + w로 쓰는 값입니다. w로 읽으면 출력이 거의 사라집니다. 1을 더하거나 1 + w를 쓰는 레이어를 쓰세요.',
  },
  'few-batches': {
    en: 'It saw {batches:batch|# batches} only: with momentum 0.1, {left} of the start (mean 0, variance 1) is still in its statistics. Run more batches in train mode.',
    ko: '배치를 {batches}개만 보았습니다. momentum 0.1이면 처음 값(평균 0, 분산 1)의 {left:이가} 통계량에 남아 있습니다. 학습 모드로 배치를 더 넣으세요.',
  },
  'incomplete-buffers': {
    en: '{missing} is missing, though the other buffer is there: the layer cannot be loaded as it is. Save the whole state_dict again.',
    ko: '다른 버퍼는 있는데 {missing:이가} 없습니다. 이대로는 레이어를 읽을 수 없습니다. state_dict 전체를 다시 저장하세요.',
  },
  'statistics-moved': {
    en: 'Its statistics moved though weight and bias did not: a frozen layer that was not in eval. The means moved by up to {mean} deviations, the variances by up to {ratio} times. Call eval() on it while it is frozen.',
    ko: 'weight와 bias는 그대로인데 통계량이 움직였습니다. 얼려 둔 레이어가 eval이 아니었습니다. 평균은 표준편차의 {mean}배까지, 분산은 {ratio}배까지 움직였습니다. 얼려 둔 동안 eval()을 부르세요.',
  },
  'weight-plus-one': {
    en: 'The weights differ by {difference} in every channel: one file keeps w, the other 1 + w. Convert one of them.',
    ko: '모든 채널의 가중치가 {difference}만큼 다릅니다. 한 파일은 w, 다른 파일은 1 + w를 씁니다. 한쪽을 바꾸세요.',
  },
  'variance-ratio': {
    en: 'running_var differs by the factor {ratio} in every channel, n/(n − 1) for n = {n}: one file divides by n − 1 (PyTorch), the other by n (Keras, Flax). Multiply the biased one by it.',
    ko: '모든 채널의 running_var가 {ratio}배 다릅니다. n = {n}일 때의 n/(n − 1)입니다. 한 파일은 n − 1(PyTorch), 다른 파일은 n(Keras, Flax)으로 나눕니다. 작은 쪽에 곱하세요.',
  },
  'eps-folded': {
    en: 'running_var differs by {eps} in every channel: eps is added into the variance in one of the files. Set eps to 0 there, or take it out.',
    ko: '모든 채널의 running_var가 {eps}만큼 다릅니다. 한 파일은 eps를 분산에 더해 두었습니다. 그쪽의 eps를 0으로 하거나 빼세요.',
  },
  folded: {
    en: 'The other file keeps y = a·x + b: its weight is w/√(running_var + eps) and its bias the rest, with eps = {eps}.',
    ko: '다른 파일에는 y = a·x + b로 접혀 있습니다. weight는 w/√(running_var + eps)이고 eps = {eps}입니다.',
  },
  permuted: {
    en: 'The same values in another order: {count:channel|# channels} changed places in {tensors}; not in: {stayed}. Whoever reads this layer has to be permuted alike.',
    ko: '값은 같고 순서가 다릅니다. {tensors}의 채널 {count}개가 자리를 바꾸었습니다(그대로인 것: {stayed}). 이 레이어와 이어진 것도 같은 순서로 바꿔야 합니다.',
  },
  'buffers-missing': {
    en: '{missing} is only in {side}. A layer that is loaded without its buffers keeps mean 0 and variance 1.',
    ko: '{missing:은는} {side}에만 있습니다. 버퍼 없이 읽은 레이어는 평균 0, 분산 1에 머뭅니다.',
  },
  'layer-missing': {
    en: 'This layer is not in the other file.',
    ko: '이 레이어는 다른 파일에 없습니다.',
  },
  'size-differs': {
    en: 'It has {here:# channel|# channels} here and {there} in the other file: they cannot be compared.',
    ko: '채널이 여기는 {here}개, 다른 파일은 {there}개라서 견줄 수 없습니다.',
  },
} as const satisfies Texts;

export type FindingCode = keyof typeof FINDING_TEXTS;
