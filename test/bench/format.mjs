/** Three significant digits, without an exponent. */
export function digits(value) {
  if (value === 0) return '0';
  return Number(value.toPrecision(3)).toLocaleString('en', { maximumFractionDigits: 6 });
}

/** Microseconds in the unit in which they read best. */
export function duration(micros) {
  if (micros < 1000) return `${digits(micros)} µs`;
  return micros < 1e6 ? `${digits(micros / 1000)} ms` : `${digits(micros / 1e6)} s`;
}

export const times = (ratio) => `${digits(ratio)}×`;

/** A difference between outputs: "0", "2.4e-7". */
export const small = (value) => (value === 0 ? '0' : value.toExponential(1));

/** A table in Markdown whose columns line up in plain text, too. The first column is text, the others are numbers. */
export function table(head, rows) {
  const lines = [head, ...rows].map((cells) => cells.map(String));
  const width = head.map((_, at) => Math.max(3, ...lines.map((cells) => [...cells[at]].length)));
  const pad = (text, at) => {
    const space = ' '.repeat(width[at] - [...text].length);
    return at === 0 ? text + space : space + text;
  };
  const line = (cells) => `| ${cells.map(pad).join(' | ')} |`;
  const rule = width.map((size, at) => (at === 0 ? '-'.repeat(size) : `${'-'.repeat(size - 1)}:`));
  return [line(lines[0]), `| ${rule.join(' | ')} |`, ...lines.slice(1).map(line)].join('\n');
}
