import { becomes, code, number, product, sum } from '../../../formula/formula.ts';
import type { StationRow } from '../../../station/station.ts';
import { said } from '../../../texts/said.ts';
import type { MomentsPlan } from '../../spec.ts';
import { few } from './letters.ts';

/** How the running statistics of the cell's channel move. @throws RangeError where there are none */
export const runningTold: StationRow<MomentsPlan>['tell'] = (_, trace) => {
  const moved = trace.running;
  if (!moved)
    throw new RangeError('running: the trace of a layer that keeps no running statistics');
  const { factor, channel } = moved;
  const line = (
    text: string,
    role: 'mean' | 'variance',
    before: number,
    batch: number,
    after: number,
  ) =>
    becomes(
      code(`${text}[${channel}]`, role),
      sum([
        product(few('plain', 1 - factor), number('plain', before, 'few')),
        product(few('plain', factor), number(role, batch)),
      ]),
      number(role, after),
    );
  const { meanBefore, meanAfter, batchMean, varBefore, varAfter, batchVar } = moved;
  // InstanceNorm gathers the mean over the samples, which is not this cell's own statistic.
  const { plan } = trace;
  const inChunks = plan.kind === 'moments' && plan.extra?.is === 'chunks';
  const averaged = trace.groups > 1 && trace.statIndex.length > 1 && !inChunks;
  return {
    value: meanAfter,
    numbers: [
      line('running_mean', 'mean', meanBefore, batchMean, meanAfter),
      line('running_var', 'variance', varBefore, batchVar, varAfter),
    ],
    sentence: said(averaged ? 'running.instance' : 'running.batch', {
      channel,
      factor: few('plain', factor),
      less: trace.n - 1,
      meanBefore: number('mean', meanBefore),
      meanAfter: number('mean', meanAfter),
      varBefore: number('variance', varBefore),
      varAfter: number('variance', varAfter),
    }),
    heading: {
      title: said('title.running'),
      aside: averaged ? said('aside.averaged') : said('aside.running', { n: trace.n - 1 }),
    },
  };
};
