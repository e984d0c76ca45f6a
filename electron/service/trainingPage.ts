import type { PageMakeup, ToldPage } from '../../core/pages/pageLayout.ts';
import type { SubjectOf } from '../../core/pages/subject.ts';
import { trainingPage, trainingRun, truthOf } from '../../core/pages/trainingPage.ts';
import { words } from '../../core/pages/words.ts';
import type { Language } from '../../core/settings.ts';

/** Feeds a layer batch by batch and draws what it remembers. */
export function trainingPageOf(
  version: string,
  subject: SubjectOf<'training'>,
  language: Language,
  { title: own, parts }: PageMakeup,
): ToldPage {
  const fed = trainingRun(subject);
  const text = (key: string) => words(language, `training.${key}`);
  const labels = {
    lead: words(language, 'training.lead', '', { layer: subject.layer ?? 'BatchNorm1d' }),
    mean: text('mean'),
    variance: text('variance'),
    keys: [text('batch'), text('running'), text('true')],
    unbiased: text('unbiased'),
    made: `Normscope ${version}`,
    ...(own !== undefined && { title: own }),
  } as const;
  const { channel, momentum, freezeFrom, step, layer = 'BatchNorm1d' } = subject;
  const batches = fed.map((one) => ({
    mean: Array.from(one.mean),
    variance: Array.from(one.variance),
    varianceUnbiased: Array.from(one.varianceUnbiased),
    runningMean: Array.from(one.running.mean),
    runningVar: Array.from(one.running.var),
    numBatchesTracked: one.running.numBatchesTracked,
    ...(one.more && {
      more: Object.fromEntries(
        Object.entries(one.more).map(([name, values]) => [name, Array.from(values)]),
      ),
    }),
  }));
  return {
    page: trainingPage(subject, fed, labels, parts),
    data: { layer, momentum, freezeFrom, channel, step, truth: truthOf(channel), batches },
  };
}
