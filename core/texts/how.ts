import type { How } from '../norm/kinds/kind.ts';
import type { Owner } from '../norm/owner.ts';
import type { Text } from './texts.ts';

/** All that is said of a layer by what it divides by, wherever it is said. */
export interface HowTexts {
  /** What it does, for several groups and for one; the report's title and the window's headline. */
  readonly each: Text;
  readonly all: Text;
  /** Who shares a cell's statistic, after the name of its place. */
  readonly shared: Text;
  /** What stands beside a mean, in a table's head; null where there is none. */
  readonly statistic: Text | null;
  /** Under the name of a card of the overview. */
  readonly card: Text;
  /** Under that: how many numbers are made of how many values, and the same where an earlier card has these numbers too. */
  readonly count: Text;
  readonly twin: Text;
}

/** A number that is made of a group: "average|averages". */
interface Noun {
  readonly en: string;
  readonly ko: string;
}

/** Layers that take one number, or two, over the cells of a group. */
function averaging(verb: Text, shared: Text, statistic: Text, card: Text, noun: Noun): HowTexts {
  const [one, many] = noun.en.split('|');
  return {
    each: {
      en: `{layer} ${verb.en} {axes}: {size} {size:value|values} for each of {groups} {unit}`,
      ko: `{layer:은는} {axes}에 걸쳐 ${verb.ko}: {unit} {groups}개 각각에 값 {size}개씩`,
    },
    all: {
      en: `{layer} ${verb.en} {axes}: {size:its one value has|all # values share} ${shared.en}`,
      ko: `{layer:은는} {axes}에 걸쳐 ${verb.ko}: 값 {size}개가 모두 ${shared.ko} 함께 씁니다`,
    },
    shared: {
      en: `{where}. Its {size} cells share ${shared.en}; the other{others:| #} {unit} {others:does|do} not take part.`,
      ko: `{where}. 칸 {size}개가 ${shared.ko} 함께 쓰고, 나머지 {unit} {others}개는 끼지 않습니다.`,
    },
    statistic,
    card: { en: `${card.en} over {axes} · {keeps}`, ko: `{axes}에 걸친 ${card.ko} · {keeps}` },
    count: {
      en: `{groups:one ${one}|# ${many}} of {size:one value|# values}`,
      ko: `값 {size}개씩 ${noun.ko} {groups}개`,
    },
    twin: {
      en: `the same {groups:${one}|# ${many}} as {twin}`,
      ko: `{twin:과와} 같은 ${noun.ko} {groups}개`,
    },
  };
}

/** Where no number is made of several values there is none to have in common. */
const alike = (count: Text) => ({ count, twin: count });

const RUNNING: Text = {
  en: '{layer} in eval averages over nothing: it uses stored statistics for {groups:the one|each of #} {unit}',
  ko: 'eval 모드의 {layer:은는} 평균을 내지 않습니다: {unit} {groups}개 각각에 저장된 통계량을 씁니다',
};
const WINDOW: Text = {
  en: '{layer} slides a window over {axes}: each value is divided by the mean square of {size:its channel alone|# neighbouring channels}',
  ko: '{layer:은는} {axes} 축을 따라 창을 옮깁니다: 값마다 이웃 채널 {size}개의 제곱 평균으로 나눕니다',
};
const ALONE: Text = {
  en: '{layer} averages over nothing: each value is computed by itself',
  ko: '{layer:은는} 평균을 내지 않습니다: 값 하나하나를 따로 계산합니다',
};

/** The same, with what is done with the groups' numbers after that. */
function andThen({ each, all, card, ...rest }: HowTexts, then: Text): HowTexts {
  const colon = (text: string, more: string) => text.replace('{axes}', `{axes}${more}`);
  return {
    ...rest,
    each: { en: colon(each.en, then.en), ko: each.ko + then.ko },
    all: { en: colon(all.en, then.en), ko: all.ko + then.ko },
    card: {
      en: colon(card.en, then.en),
      ko: card.ko.replace(' · {keeps}', `${then.ko} · {keeps}`),
    },
  };
}

const MEAN = averaging(
  { en: 'averages over', ko: '평균을 냅니다' },
  { en: 'one mean and one variance', ko: '평균 하나와 분산 하나를' },
  { en: 'variance', ko: '분산' },
  { en: 'averages', ko: '평균' },
  { en: 'average|averages', ko: '평균' },
);
const LENGTH = averaging(
  { en: 'takes the length over', ko: '길이를 구합니다' },
  { en: 'one sum of squares', ko: '제곱의 합 하나를' },
  { en: 'sum of squares', ko: '제곱의 합' },
  { en: 'length', ko: '길이' },
  { en: 'length|lengths', ko: '길이' },
);

/** By what a layer divides by: `how` of its kind. */
export const HOW_TEXTS: Readonly<Record<How, HowTexts>> = {
  mean: MEAN,
  variance: averaging(
    { en: 'takes the variance over', ko: '분산을 구합니다' },
    { en: 'one variance', ko: '분산 하나를' },
    { en: 'variance', ko: '분산' },
    { en: 'variance', ko: '분산' },
    { en: 'variance|variances', ko: '분산' },
  ),
  rms: averaging(
    { en: 'takes the root mean square over', ko: '제곱평균제곱근을 구합니다' },
    { en: 'one mean of squares', ko: '제곱 평균 하나를' },
    { en: 'mean of squares', ko: '제곱 평균' },
    { en: 'mean square', ko: '제곱 평균' },
    { en: 'mean square|mean squares', ko: '제곱 평균' },
  ),
  length: LENGTH,
  lengths: andThen(LENGTH, { en: ', then the mean over the channels', ko: ', 이어서 채널 평균' }),
  blend: andThen(MEAN, {
    en: ', blended with the layer and the batch',
    ko: ', 레이어와 배치의 통계량과 섞음',
  }),
  running: {
    each: RUNNING,
    all: RUNNING,
    shared: {
      en: '{where}. Its cells use the stored mean and variance; the input changes neither.',
      ko: '{where}. 저장된 평균과 분산을 쓰며, 입력이 바뀌어도 둘 다 그대로입니다.',
    },
    statistic: { en: 'variance', ko: '분산' },
    card: { en: 'averages over nothing · {keeps}', ko: '평균 없음 · {keeps}' },
    ...alike({
      en: '{groups:one stored mean and variance|# stored means and variances}',
      ko: '저장된 평균과 분산 {groups}쌍',
    }),
  },
  window: {
    each: WINDOW,
    all: WINDOW,
    shared: {
      en: 'its window of {size:one channel|# channels} at the same position.',
      ko: '같은 위치에 있는 채널 {size}개의 창.',
    },
    statistic: null,
    card: {
      en: '{size:one neighbour|# neighbours} along {axes} (dim {dims})',
      ko: '{axes} (dim {dims}) 방향 이웃 {size}개',
    },
    ...alike({
      en: '{values:one window|# windows, one for each value}',
      ko: '값마다 창 하나씩, {values}개',
    }),
  },
  nothing: {
    each: ALONE,
    all: ALONE,
    shared: {
      en: '{where}. It shares its statistics with no other cell.',
      ko: '{where}. 이 통계량을 쓰는 다른 칸은 없습니다.',
    },
    statistic: null,
    card: { en: 'averages over nothing · {keeps}', ko: '평균 없음 · {keeps}' },
    ...alike({
      en: '{values:one value|# values, each by itself}',
      ko: '값 {values}개를 하나씩 따로',
    }),
  },
};

/** What one of a layer's statistics belongs to, as words that agree with a number `n`. */
export const OWNER_TEXTS: Readonly<Record<Owner, Text>> = {
  channel: { en: '{n:channel|channels}', ko: '채널' },
  token: { en: '{n:token|tokens}', ko: '토큰' },
  pixel: { en: '{n:pixel|pixels}', ko: '픽셀' },
  sample: { en: '{n:sample|samples}', ko: '샘플' },
  channelOfSample: { en: '{n:channel of a sample|channels of samples}', ko: '샘플별 채널' },
  groupOfChannels: { en: '{n:group of channels|groups of channels}', ko: '채널 그룹' },
  input: { en: '{n:input|inputs}', ko: '입력' },
  value: { en: '{n:value|values}', ko: '값' },
  window: { en: '{n:window|windows}', ko: '창' },
  other: { en: '{n:index|indices} on {names}', ko: '{names} 위치' },
};
