import { address, word } from './geometry';
import * as job from './job';

/** rstd of group g from its squares: 1/√(var + eps), 1/(√var + eps), 1/max(√var, eps) or 1/√(var + |eps|). */
export function finish(j: usize, g: i32): void {
  const at = <usize>g << 3;
  const variance = load<f64>(address(j, job.SQUARES) + at) / load<f64>(j + job.DIVISOR);
  const eps = load<f64>(j + job.EPS);
  let rstd: f64;
  if (variance == 0 && eps == 0) rstd = load<f64>(j + job.RSTD_OF_ZERO);
  else if (word(j, job.EPS_PLACE) == 1) rstd = 1 / (sqrt(variance) + eps);
  else if (word(j, job.EPS_PLACE) == 2) rstd = 1 / max(sqrt(variance), eps);
  else if (word(j, job.EPS_PLACE) == 3) rstd = 1 / sqrt(variance + abs(eps));
  else rstd = 1 / sqrt(variance + eps);
  store<f64>(address(j, job.RSTD) + at, rstd);
}
