import type { Texts } from './texts.ts';

/** What generated questions say. Values in braces are code, shapes and names, or other texts of this table. */
export const quizTexts = {
  'quiz.verbatim': { en: '{text}', ko: '{text}' },

  'quiz.ask.axes': {
    en: '{call} gets x of shape {shape}, axes ({axes}), in train mode. Over which axes does it average?',
    ko: '{call}에 모양이 {shape}, 축이 ({axes})인 x를 train 모드로 넣습니다. 어느 축에 걸쳐 평균을 냅니까?',
  },
  'quiz.ask.counts': {
    en: '{call} gets x of shape {shape}, axes ({axes}), in train mode. How many statistics does it compute, and from how many values each?',
    ko: '{call}에 모양이 {shape}, 축이 ({axes})인 x를 train 모드로 넣습니다. 통계량은 모두 몇 개이고, 하나에 값이 몇 개씩 들어갑니까?',
  },
  'quiz.ask.cells': {
    en: '{call} gets x of shape {shape}, axes ({axes}), in train mode. Which cells share their mean with {cell}?',
    ko: '{call}에 모양이 {shape}, 축이 ({axes})인 x를 train 모드로 넣습니다. {cell:과와} 평균을 함께 쓰는 칸은 어느 것입니까?',
  },
  'quiz.ask.cellsSquares': {
    en: '{call} gets x of shape {shape}, axes ({axes}), in train mode. Which cells share their mean of squares with {cell}?',
    ko: '{call}에 모양이 {shape}, 축이 ({axes})인 x를 train 모드로 넣습니다. {cell:과와} 제곱 평균을 함께 쓰는 칸은 어느 것입니까?',
  },
  'quiz.ask.picture': {
    en: 'Cells of one colour (one letter in the table) share one statistic. x has shape {shape}, axes ({axes}). Which layer is it?',
    ko: '같은 색(표에서는 같은 글자)인 칸들이 통계량 하나를 함께 씁니다. x의 모양은 {shape}, 축은 ({axes})입니다. 어느 레이어입니까?',
  },
  'quiz.ask.numbers': {
    en: 'One of these layers, new and in train mode, made y of x. x has shape {shape}, axes ({axes}). Which one?',
    ko: '아래 레이어 중 하나가 처음 상태의 train 모드에서 x로 y를 만들었습니다. x의 모양은 {shape}, 축은 ({axes})입니다. 어느 것입니까?',
  },
  'quiz.ask.weight': {
    en: 'layer = {call} gets x of shape {shape}, axes ({axes}). What is the shape of γ, layer.weight?',
    ko: 'layer = {call}에 모양이 {shape}, 축이 ({axes})인 x를 넣습니다. γ, 즉 layer.weight의 모양은 무엇입니까?',
  },
  'quiz.ask.edit': {
    en: '{call} gets x of shape {shape}, axes ({axes}), in {mode} mode. Only {cell} is changed. Which outputs change?',
    ko: '{call}에 모양이 {shape}, 축이 ({axes})인 x를 {mode} 모드로 넣습니다. {cell}만 바꿉니다. 어느 출력이 바뀝니까?',
  },
  'quiz.ask.train': {
    en: '{call} with running_mean {mean} and running_var {variance} gets x of shape {shape}, axes ({axes}). One output is from train mode, one from eval mode. Which is from train mode?',
    ko: 'running_mean이 {mean}, running_var가 {variance}인 {call}에 모양이 {shape}, 축이 ({axes})인 x를 넣습니다. 출력 하나는 train 모드, 하나는 eval 모드의 것입니다. train 모드의 출력은 어느 것입니까?',
  },
  'quiz.ask.eval': {
    en: '{call} with running_mean {mean} and running_var {variance} gets x of shape {shape}, axes ({axes}). One output is from train mode, one from eval mode. Which is from eval mode?',
    ko: 'running_mean이 {mean}, running_var가 {variance}인 {call}에 모양이 {shape}, 축이 ({axes})인 x를 넣습니다. 출력 하나는 train 모드, 하나는 eval 모드의 것입니다. eval 모드의 출력은 어느 것입니까?',
  },
  'quiz.ask.mean': {
    en: '{call} gets x of shape {shape}, axes ({axes}), in train mode. Compute the mean that it subtracts from {cell}, to four decimals.',
    ko: '{call}에 모양이 {shape}, 축이 ({axes})인 x를 train 모드로 넣습니다. {cell}에서 빼는 평균을 소수점 아래 넷째 자리까지 구하세요.',
  },
  'quiz.ask.variance': {
    en: '{call} gets x of shape {shape}, axes ({axes}), in train mode. Compute the variance by which it normalizes {cell}, without eps, to four decimals.',
    ko: '{call}에 모양이 {shape}, 축이 ({axes})인 x를 train 모드로 넣습니다. {cell:을를} 정규화하는 분산을 eps 없이 소수점 아래 넷째 자리까지 구하세요.',
  },
  'quiz.ask.output': {
    en: '{call}, new and with eps 1e-5, gets x of shape {shape}, axes ({axes}), in train mode. Compute {out}, to four decimals.',
    ko: '처음 상태이고 eps가 1e-5인 {call}에 모양이 {shape}, 축이 ({axes})인 x를 train 모드로 넣습니다. {out:을를} 소수점 아래 넷째 자리까지 구하세요.',
  },
  'quiz.ask.refusal': {
    en: 'What does PyTorch say to {call}(torch.randn({sizes})), in train mode?',
    ko: 'train 모드에서 {call}(torch.randn({sizes}))을 부르면 PyTorch는 무엇이라고 합니까?',
  },

  'quiz.over.axes': { en: '{axes}', ko: '{axes}' },
  'quiz.over.group': { en: 'C within each group', ko: '그룹 안의 C' },
  'quiz.over.groupAnd': { en: '{axes}, and C within each group', ko: '{axes}, 그리고 그룹 안의 C' },
  'quiz.over.nothing': { en: 'over none', ko: '어느 축도 아님' },
  'quiz.counts': {
    en: '{groups} {groups:statistic|statistics} from {size} {size:value|values} each',
    ko: '통계량 {groups}개, 하나에 값 {size}개씩',
  },
  'quiz.sharing.itself': { en: 'only that cell', ko: '그 칸 하나만' },
  'quiz.sharing.all': { en: 'all {n} cells', ko: '칸 {n}개 모두' },
  'quiz.sharing.axes': {
    en: 'the {n} cells with the same {axes}',
    ko: '{axes:이가} 같은 칸 {n}개',
  },
  'quiz.sharing.group': {
    en: 'the {n} cells with the same {axes} and in the same group of channels',
    ko: '{axes:이가} 같고 같은 채널 그룹에 있는 칸 {n}개',
  },
  'quiz.weight.none': {
    en: 'There is none: layer.weight is None',
    ko: '없음: layer.weight는 None',
  },
  'quiz.runs': {
    en: 'It runs and gives y of shape {shape}',
    ko: '실행되고 모양이 {shape}인 y를 냅니다',
  },

  'quiz.because.axes': {
    en: 'One statistic covers {kept}.',
    ko: '통계량 하나에 {kept:이가} 들어갑니다.',
  },
  'quiz.because.weight': {
    en: 'γ and β vary along the axes that the constructor names: num_features, num_channels or normalized_shape.',
    ko: 'γ와 β는 생성자가 정하는 축, 곧 num_features, num_channels, normalized_shape를 따라 달라집니다.',
  },
  'quiz.because.noWeight': {
    en: 'This layer has affine=False by default, so it has neither γ nor β.',
    ko: '이 레이어는 기본값이 affine=False여서 γ도 β도 없습니다.',
  },
  'quiz.because.edit': {
    en: 'The cell enters a statistic, which reaches every cell that shares it.',
    ko: '그 칸은 통계량 하나에 들어가고, 그 통계량은 함께 쓰는 모든 칸에 미칩니다.',
  },
  'quiz.because.editStored': {
    en: 'In eval mode the statistics are the stored ones: no cell takes part in another’s output.',
    ko: 'eval 모드에서는 저장된 통계량을 쓰므로 어떤 칸도 다른 칸의 출력에 끼어들지 않습니다.',
  },
  'quiz.because.runs': {
    en: 'Number of dimensions and sizes fit.',
    ko: '차원의 수와 크기가 맞습니다.',
  },
  'quiz.because.refused': {
    en: 'PyTorch checks this before it computes anything.',
    ko: 'PyTorch는 계산하기 전에 이것을 확인합니다.',
  },
  'quiz.because.cells': {
    en: '{n} cells take part.',
    ko: '칸 {n}개가 들어갑니다.',
  },

  'quiz.why.kept': {
    en: 'The layer keeps {axes}: it has a statistic for each index there.',
    ko: '{axes:은는} 레이어가 남기는 축입니다. 그 위치마다 통계량이 하나씩 있습니다.',
  },
  'quiz.why.swapped': {
    en: 'That is what happens when {first} and {second} are taken for each other.',
    ko: '{first:과와} {second:을를} 서로 바꾸어 본 것입니다.',
  },
  'quiz.why.only': {
    en: 'Averaging over {axes} alone leaves out the other axes that this layer reduces.',
    ko: '{axes}에 대해서만 평균을 내면 이 레이어가 줄이는 다른 축이 빠집니다.',
  },
  'quiz.why.layer': { en: 'That is what {layer} does.', ko: '그것은 {layer:이가} 하는 일입니다.' },
  'quiz.why.averages': {
    en: '{layer} averages over {over} here.',
    ko: '여기서 {layer:은는} {over}에 걸쳐 평균을 냅니다.',
  },
  'quiz.why.everything': {
    en: 'That would be one statistic for the whole input.',
    ko: '그러면 입력 전체에 통계량이 하나뿐입니다.',
  },
  'quiz.why.exchanged': {
    en: 'The two numbers are exchanged.',
    ko: '두 수가 서로 바뀌었습니다.',
  },
  'quiz.why.weightOfStatistics': {
    en: 'That is the shape of the statistics; γ and β have their own.',
    ko: '그것은 통계량의 모양입니다. γ와 β의 모양은 따로 있습니다.',
  },
  'quiz.why.weightOfReduced': {
    en: 'Those are the axes that are averaged over, not the ones along which γ varies.',
    ko: '그것은 평균을 내는 축이며 γ가 달라지는 축이 아닙니다.',
  },
  'quiz.why.weightThere': {
    en: 'This layer has γ and β by default.',
    ko: '이 레이어는 기본값으로 γ와 β가 있습니다.',
  },
  'quiz.why.weightOfInput': {
    en: 'γ is not as large as the input: all samples share it.',
    ko: 'γ는 입력만큼 크지 않습니다. 모든 샘플이 함께 씁니다.',
  },
  'quiz.why.weightOfChannels': {
    en: 'Not one for each channel alone.',
    ko: '채널마다 하나가 아닙니다.',
  },
  'quiz.why.weightOfLast': {
    en: 'Not along the last axis.',
    ko: '마지막 축을 따르지 않습니다.',
  },
  'quiz.why.evalIsStored': {
    en: 'That would be so in train mode; in eval mode the statistics are the stored ones.',
    ko: 'train 모드라면 그렇습니다. eval 모드에서는 저장된 통계량을 씁니다.',
  },
  'quiz.why.editItself': {
    en: 'The cell changes a statistic, which the others use too.',
    ko: '그 칸이 통계량을 바꾸고, 다른 칸도 그 통계량을 씁니다.',
  },
  'quiz.why.squares': {
    en: '{layer} shares the same cells but computes another thing of them: a mean is subtracted in one of the two only.',
    ko: '{layer:은는} 같은 칸을 쓰지만 계산이 다릅니다. 둘 중 하나만 평균을 뺍니다.',
  },
  'quiz.why.isTrain': {
    en: 'Its values have mean 0 and variance 1 in each channel: they were normalized by their own statistics.',
    ko: '채널마다 평균이 0, 분산이 1입니다. 자신의 통계량으로 정규화한 값입니다.',
  },
  'quiz.why.isEval': {
    en: 'Its values are (x − running_mean) / √(running_var + eps): they were normalized by the stored statistics.',
    ko: '값이 (x − running_mean) / √(running_var + eps)입니다. 저장된 통계량으로 정규화한 값입니다.',
  },
  'quiz.why.sum': {
    en: 'That is the sum; divide it by {n}.',
    ko: '그것은 합입니다. {n:으로로} 나누세요.',
  },
  'quiz.why.lessOne': {
    en: 'That is divided by n − 1; a mean is divided by n.',
    ko: 'n − 1로 나눈 값입니다. 평균은 n으로 나눕니다.',
  },
  'quiz.why.unbiased': {
    en: 'That is with the unbiased variance, divided by {n}; normalization divides by n.',
    ko: '{n:으로로} 나눈 비편향 분산을 쓴 값입니다. 정규화는 n으로 나눕니다.',
  },
  'quiz.why.deviation': {
    en: 'That is the standard deviation, the root of the variance.',
    ko: '그것은 표준편차, 곧 분산의 제곱근입니다.',
  },
  'quiz.why.meanOfSquares': {
    en: 'That is the mean of the squares; subtract the mean first.',
    ko: '그것은 제곱의 평균입니다. 먼저 평균을 빼세요.',
  },
  'quiz.why.noRoot': {
    en: 'That is divided by the variance; divide by its root.',
    ko: '분산으로 나눈 값입니다. 분산의 제곱근으로 나누세요.',
  },
  'quiz.why.notCentred': {
    en: 'The mean was not subtracted.',
    ko: '평균을 빼지 않았습니다.',
  },
  'quiz.why.otherReply': {
    en: 'PyTorch says that to another call.',
    ko: '그것은 다른 호출에 대한 답입니다.',
  },
  'quiz.picture': {
    en: 'Picture of x, {shape}; its numbers or groups are in the tables',
    ko: 'x의 그림, {shape}. 값이나 그룹은 표에 있습니다',
  },
  'quiz.cellShares': { en: 'It shares the statistic.', ko: '통계량을 함께 씁니다.' },
  'quiz.cellDoesNot': {
    en: 'It has another statistic.',
    ko: '다른 통계량을 씁니다.',
  },
  'quiz.sheet.title': { en: 'Worksheet', ko: '학습지' },
  'quiz.sheet.name': { en: 'Name', ko: '이름' },
  'quiz.sheet.date': { en: 'Date', ko: '날짜' },
  'quiz.sheet.key': { en: 'Key', ko: '정답' },
  'quiz.sheet.seed': { en: 'Seed {seed}', ko: '시드 {seed}' },
  'quiz.coincides': {
    en: 'The same on this input, and right as well: {layers}.',
    ko: '이 입력에서는 다음도 같은 계산이어서 맞는 답입니다: {layers}.',
  },
} as const satisfies Texts;
