import type { PageMakeup, ToldPage } from '../../core/pages/pageLayout.ts';
import type { SubjectOf } from '../../core/pages/subject.ts';
import { verificationPage } from '../../core/pages/verificationPage.ts';
import { remarkWords, type Say } from '../../core/pages/verificationWords.ts';
import { words } from '../../core/pages/words.ts';
import { reportTexts } from '../../core/texts/report.ts';
import type { Language } from '../../core/settings.ts';
import { entriesOf } from '../../core/verify/entries.ts';
import { fedPictures } from '../../core/verify/fed.ts';
import type { VerifyReply, VerifyRequest } from '../ipc/types.ts';
import { toldOf, type ToldTensor } from './documentTensors.ts';
import type { TensorStore } from './tensors.ts';
import { PARTS } from './verifyPair.ts';

/** What a page about a pair of tensors takes. */
export interface VerificationMaker {
  readonly tensors: Pick<TensorStore, 'info' | 'get' | 'withSiblings'>;
  readonly verify: (request: VerifyRequest) => Promise<VerifyReply>;
  readonly version: string;
}

/**
 * Computes and draws which layer made y of x.
 * @throws InputError as verifyPair does
 */
export async function verificationPageOf(
  { tensors, verify, version }: VerificationMaker,
  subject: SubjectOf<'verification'>,
  language: Language,
  { title, parts }: PageMakeup,
): Promise<ToldPage> {
  const { kind: _, entry, view, ...request } = subject;
  const { verification, x, y, entries } = await verify(request);
  const say: Say = (key, params) => words(language, key, key, params);
  const texts = reportTexts(language);
  const shown = entriesOf(verification)[entry];
  const drawn = entries[entry];
  const given: (readonly [string, ToldTensor])[] = [];
  for (const part of ['x', 'y', ...PARTS] as const) {
    const ref = request[part];
    if (ref) given.push([part, await toldOf(tensors, ref)]);
  }
  const named = given.slice(0, 2).map(([part, { name }]) => `${part}: ${name}`);
  const page = verificationPage({
    verification,
    axes: x.axes,
    pictures:
      shown && drawn ? fedPictures({ x, y, difference: drawn.difference }, shown.entry) : null,
    entry,
    view,
    lead: [...named, ...remarkWords(verification, say)].join(' · '),
    labels: { x: texts.input, y: texts.output, clipped: texts.clipped },
    made: `Normscope ${version}`,
    parts,
    say,
    ...(title !== undefined && { title }),
  });
  return { page, data: { given: Object.fromEntries(given), verification } };
}
