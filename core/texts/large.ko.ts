import type { largeEn } from './large.en.ts';

/** Korean of largeEn. */
export const largeKo: Readonly<Record<keyof typeof largeEn, string>> = {
  'jobs.left': '{time} 남음',
  'time.seconds': '{s}초',
  'time.minutes': '{m}분 {s}초',
  'time.hours': '{h}시간 {m}분',

  'preferences.memory': '파일에 쓸 메모리 한도',
  'preferences.memoryHelp':
    '한도를 넘는 .npy 파일은 일부만 열거나, 한도 안에서 조금씩 읽으며 정규화합니다.',
  'preferences.memoryLess': '메모리 줄이기',
  'preferences.memoryMore': '메모리 늘리기',

  'large.title': '큰 파일입니다',
  'large.why': '전체를 열면 메모리 한도 {limit:을를} 넘습니다.',
  'large.fortran': '포트란 순서',
  'large.task': '이 파일로 할 일',
  'large.part': '일부 열기',
  'large.normalize': '전체 정규화',
  'large.whole': '통째로 열기',
  'large.convert': '{dtype:을를} float32로 변환',
  'large.convertFirst':
    '{dtype} 값은 어떤 프레임워크도 정규화하지 않습니다. 변환을 켜면 계속할 수 있습니다.',

  'large.along': '{axis} 축',
  'large.from': '시작',
  'large.to': '끝',
  'large.of': '전체 {n}개, 끝 위치는 빼고 읽습니다',
  'large.partIs': '{axis} 축 {all}개 중 {n}개: 메모리 {size}',
  'large.noPart': '0 ≤ 시작 < 끝 ≤ {n}인 정수여야 하고, 2 GiB를 넘을 수 없습니다.',
  'large.openPart': '이 부분 열기',
  'large.wholeIs':
    '다른 파일처럼 열립니다. 출력과 계산에 쓰는 것까지 메모리가 {size}쯤 필요합니다.',
  'large.openWhole': '통째로 열기',
  'large.opening': '여는 중 …',

  'large.plan': '이렇게 진행됩니다',
  'large.statistics': '통계량',
  'large.statisticsOf': '{groups}개, 통계량마다 값 {size}개',
  'large.statisticsNone': '함께 쓰는 통계량 없음',
  'large.reads': '파일 읽기',
  'large.once': '한 번, 메모리 {limit} 안에서',
  'large.twice': '두 번, 메모리 {limit} 안에서: 통계량이 파일 전체에 걸쳐 있습니다',
  'large.writes': '파일 쓰기',
  'large.writesOf': '{dtype} {size}',
  'large.start': '정규화 …',
  'large.running': '정규화하는 중입니다. 그동안 다른 작업을 할 수 있습니다.',
  'large.background': '뒤에서 계속하기',

  'large.done': '{time} 만에 정규화했습니다',
  'large.showResult': '결과 보기',
  'large.cancelled': '취소했습니다. 파일은 만들지 않았습니다.',
  'large.failed': '정규화하지 못했습니다: {name}',
  'large.failedHere': '끝내지 못했습니다. 파일은 만들지 않았습니다.',
  'large.failedOpening': '파일을 열지 못했습니다',
  'large.saved': '저장한 곳',
  'large.passes': '{n}번 읽음, {time}, {rate}',
  'large.first': '첫 통계량',
  'large.firstOf': '통계량 {all}개 중 앞의 {shown}개',
  'large.group': '그룹',
  'large.all': '전체',
  'large.mean': '평균',
  'large.variance': '분산',
  'large.meanOfSquares': '제곱 평균',
  'large.again': '이 파일로 다른 일 하기',
};
