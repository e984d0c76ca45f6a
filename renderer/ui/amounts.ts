import type { I18n } from './i18n.ts';

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** A number of bytes for people in every language: "12 B", "40 MiB", "1.5 GiB". */
export function bytesText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  const digits = unit > 0 && value < 10 && !Number.isInteger(value) ? 1 : 0;
  return `${value.toFixed(digits)} ${UNITS[unit]}`;
}

/** How fast: "812 MB/s", "1.2 GB/s". */
export function rateText(bytesPerSecond: number): string {
  const megabytes = bytesPerSecond / 1e6;
  if (megabytes >= 1000) return `${(megabytes / 1000).toFixed(1)} GB/s`;
  return `${megabytes.toFixed(megabytes < 10 ? 1 : 0)} MB/s`;
}

/** How long: "0.4 s", "12 s", "3 min 5 s", "1 h 20 min". */
export function durationText(seconds: number, { t }: I18n): string {
  if (seconds < 9.95) return t('time.seconds', { s: Math.max(0.1, seconds).toFixed(1) });
  const whole = Math.round(seconds);
  if (whole < 60) return t('time.seconds', { s: whole });
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return t('time.minutes', { m: minutes, s: whole % 60 });
  return t('time.hours', { h: Math.floor(minutes / 60), m: minutes % 60 });
}

/** How much longer, in whole seconds: "12 s left". */
export function leftText(seconds: number, i18n: I18n): string {
  const time =
    seconds < 10
      ? i18n.t('time.seconds', { s: Math.max(1, Math.ceil(seconds)) })
      : durationText(seconds, i18n);
  return i18n.t('jobs.left', { time });
}
