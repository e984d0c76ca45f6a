/** Pairs of particles: after a consonant, after a vowel. */
const PAIRS: Readonly<Record<string, readonly [string, string]>> = {
  은는: ['은', '는'],
  이가: ['이', '가'],
  을를: ['을', '를'],
  과와: ['과', '와'],
  으로로: ['으로', '로'],
};

/** Letters and digits whose Korean reading ends in a consonant: 엘, 엠, 엔, 알, 영, 일, 삼, 육, 칠, 팔. */
const CLOSED = new Set('lmnrLMNR013678');
/** Of those, the ones that end in ㄹ, after which "로" follows as after a vowel. */
const RIEUL = new Set('lrLR178');

/**
 * The Korean particle that agrees with the last sound of a word.
 * @param pair  both forms side by side, e.g. "은는", "을를", "으로로"
 */
export function josa(word: string, pair: string): string {
  const [closed, open] = PAIRS[pair] ?? [pair, pair];
  const last = word.replace(/[)\]}"'’”\s]+$/, '').at(-1) ?? '';
  const code = last.charCodeAt(0) - 0xac00;
  const hangul = code >= 0 && code < 11172;
  const final = hangul ? code % 28 : CLOSED.has(last) ? (RIEUL.has(last) ? 8 : 1) : 0;
  if (pair === '으로로' && final === 8) return open;
  return final === 0 ? open : closed;
}
