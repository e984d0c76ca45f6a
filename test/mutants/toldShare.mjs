/** Bounds of a share of which `k` of `n` drawn at random had the property, 95 %: Wilson (1927). */
export function wilson(k, n) {
  const z = 1.96;
  const middle = (k + z ** 2 / 2) / (n + z ** 2);
  const reach = (z / (n + z ** 2)) * Math.sqrt((k * (n - k)) / n + z ** 2 / 4);
  return [middle - reach, middle + reach];
}

/**
 * One line: how many of an area's mutants were tried, and the share that was killed; of a sample with its interval.
 * @param report  the tester's JSON; a mutant that was not drawn is a compile error in it
 */
export function toldShare(area, report) {
  const all = Object.values(report.files).flatMap(({ mutants }) => mutants);
  const count = (...states) => all.filter(({ status }) => states.includes(status)).length;
  const killed = count('Killed', 'Timeout');
  const tried = killed + count('Survived', 'NoCoverage');
  const left = count('CompileError');
  const percent = (share) => `${(100 * share).toFixed(1)} %`;
  const within = left > 0 ? `, of all ${wilson(killed, tried).map(percent).join(' to ')}` : '';
  return `${area}: ${tried} of ${tried + left} mutants tried, ${killed} killed: ${percent(killed / tried)}${within}`;
}
