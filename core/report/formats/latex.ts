import { formulaTex } from '../../formula/formulaTex.ts';
import type { ToldStation } from '../../station/station.ts';

/**
 * The arithmetic of a cell as LaTeX, a line a formula.
 * @param stations  of tellStations()
 * @returns         an environment of amsmath
 */
export function latex(stations: readonly Pick<ToldStation, 'numbers'>[]): string {
  const lines = stations.flatMap(({ numbers }) => numbers.map((line) => formulaTex(line)));
  return `\\begin{gather*}\n${lines.map((line) => `  ${line}`).join(' \\\\\n')}\n\\end{gather*}\n`;
}
