const WIDTH = 24;
/** Before so many milliseconds a rate says nothing. */
const SETTLED = 500;

/** What a bar is drawn on: a terminal's error stream. */
export interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** A bar on one line. */
export interface ProgressBar {
  readonly show: (done: number, total: number) => void;
  readonly clear: () => void;
}

/**
 * One line about a job, e.g. "BatchNorm1d ██████░░░░  60 %  1.2 GiB of 2.0 GiB  410 MiB/s  2 s left".
 * @param done          bytes
 * @param milliseconds  since the start
 */
export function progressLine(
  label: string,
  done: number,
  total: number,
  milliseconds: number,
): string {
  const share = total > 0 ? done / total : 1;
  const full = Math.floor(share * WIDTH);
  const bar = '█'.repeat(full) + '░'.repeat(WIDTH - full);
  const parts = [`${label} ${bar} ${String(Math.floor(share * 100)).padStart(3)} %`];
  parts.push(`${binary(done)} of ${binary(total)}`);
  if (milliseconds >= SETTLED && done > 0) {
    const perSecond = (done / milliseconds) * 1000;
    parts.push(`${binary(perSecond)}/s`, `${duration((total - done) / perSecond)} left`);
  }
  return parts.join('  ');
}

/** Bytes in binary units, as files are measured. */
function binary(bytes: number): string {
  if (bytes < 2 ** 20) return `${Math.round(bytes / 2 ** 10)} KiB`;
  if (bytes < 2 ** 30) return `${Math.round(bytes / 2 ** 20)} MiB`;
  return `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}

function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** Draws a job's progress on a terminal; stays silent elsewhere. */
export function progressBar(
  terminal: Terminal,
  label: string,
  now: () => number = () => performance.now(),
): ProgressBar {
  const start = now();
  let isShown = false;
  return {
    show(done, total) {
      if (!terminal.isTTY) return;
      isShown = true;
      terminal.write(`\r\x1b[2K${progressLine(label, done, total, now() - start)}`);
    },
    clear() {
      if (isShown) terminal.write('\r\x1b[2K');
    },
  };
}
