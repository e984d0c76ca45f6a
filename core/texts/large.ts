import type { Texts } from './texts.ts';

/** A file that is larger than the memory limit. */
export const largeTexts = {
  'large.title': { en: 'This file is large', ko: '큰 파일입니다' },
  'large.why': {
    en: 'Holding all of it would take more than the memory limit of {limit}.',
    ko: '전체를 열면 메모리 한도 {limit:을를} 넘습니다.',
  },
  'large.fortran': { en: 'Fortran order', ko: '포트란 순서' },
  'large.task': { en: 'What to do with it', ko: '이 파일로 할 일' },
  'large.part': { en: 'Open a part', ko: '일부 열기' },
  'large.normalize': { en: 'Normalize all of it', ko: '전체 정규화' },
  'large.whole': { en: 'Open it whole', ko: '통째로 열기' },
  'large.convert': { en: 'Convert {dtype} to float32', ko: '{dtype:을를} float32로 변환' },
  'large.convertFirst': {
    en: 'No framework normalizes {dtype} values. Allow their conversion to go on.',
    ko: '{dtype} 값은 어떤 프레임워크도 정규화하지 않습니다. 변환을 켜면 계속할 수 있습니다.',
  },
  'large.along': { en: 'Along {axis}', ko: '{axis} 축' },
  'large.from': { en: 'from', ko: '시작' },
  'large.to': { en: 'to', ko: '끝' },
  'large.of': { en: 'of {n}; the end is not included', ko: '전체 {n}개, 끝 위치는 빼고 읽습니다' },
  'large.partIs': {
    en: '{n} of {all} along {axis}: {size} in memory',
    ko: '{axis} 축 {all}개 중 {n}개: 메모리 {size}',
  },
  'large.noPart': {
    en: 'Expected whole numbers with 0 ≤ from < to ≤ {n}, and at most 2 GiB.',
    ko: '0 ≤ 시작 < 끝 ≤ {n}인 정수여야 하고, 2 GiB를 넘을 수 없습니다.',
  },
  'large.openPart': { en: 'Open the part', ko: '이 부분 열기' },
  'large.wholeIs': {
    en: 'It opens like any other file. With its output and what the kernels need, that takes about {size} of memory.',
    ko: '다른 파일처럼 열립니다. 출력과 계산에 쓰는 것까지 메모리가 {size}쯤 필요합니다.',
  },
  'large.openWhole': { en: 'Open it whole', ko: '통째로 열기' },
  'large.opening': { en: 'Opening …', ko: '여는 중 …' },
  'large.plan': { en: 'What will happen', ko: '이렇게 진행됩니다' },
  'large.statistics': { en: 'Statistics', ko: '통계량' },
  'large.statisticsOf': {
    en: '{groups}, each of {size} {size:value|values}',
    ko: '{groups}개, 통계량마다 값 {size}개',
  },
  'large.statisticsNone': { en: 'none shared', ko: '함께 쓰는 통계량 없음' },
  'large.reads': { en: 'Reads the file', ko: '파일 읽기' },
  'large.once': { en: 'once, within {limit}', ko: '한 번, 메모리 {limit} 안에서' },
  'large.twice': {
    en: 'twice, within {limit}: the statistics run through all of it',
    ko: '두 번, 메모리 {limit} 안에서: 통계량이 파일 전체에 걸쳐 있습니다',
  },
  'large.writes': { en: 'Writes', ko: '파일 쓰기' },
  'large.writesOf': { en: '{size} of {dtype}', ko: '{dtype} {size}' },
  'large.start': { en: 'Normalize …', ko: '정규화 …' },
  'large.running': {
    en: 'Normalizing. The window can be used meanwhile.',
    ko: '정규화하는 중입니다. 그동안 다른 작업을 할 수 있습니다.',
  },
  'large.background': { en: 'Go on in the background', ko: '뒤에서 계속하기' },
  'large.done': { en: 'Normalized in {time}', ko: '{time} 만에 정규화했습니다' },
  'large.showResult': { en: 'Show the result', ko: '결과 보기' },
  'large.cancelled': {
    en: 'Cancelled. No file was written.',
    ko: '취소했습니다. 파일은 만들지 않았습니다.',
  },
  'large.failed': { en: '{name} could not be normalized', ko: '정규화하지 못했습니다: {name}' },
  'large.failedHere': {
    en: 'Not done. No file was written.',
    ko: '끝내지 못했습니다. 파일은 만들지 않았습니다.',
  },
  'large.failedOpening': { en: 'The file could not be opened', ko: '파일을 열지 못했습니다' },
  'large.saved': { en: 'Saved as', ko: '저장한 곳' },
  'large.passes': { en: '{n} {n:pass|passes} in {time}, {rate}', ko: '{n}번 읽음, {time}, {rate}' },
  'large.first': { en: 'First statistics', ko: '첫 통계량' },
  'large.firstOf': {
    en: 'First statistics: {shown} of {all}',
    ko: '통계량 {all}개 중 앞의 {shown}개',
  },
  'large.group': { en: 'group', ko: '그룹' },
  'large.all': { en: 'all', ko: '전체' },
  'large.mean': { en: 'mean', ko: '평균' },
  'large.again': { en: 'Something else with this file', ko: '이 파일로 다른 일 하기' },
} as const satisfies Texts;
