import type { I18n } from '../../ui/i18n.ts';

/** One side of an identity: code stays as it is, the words around it are put into the language. */
export function identityText(side: string, { t }: I18n): string {
  return side
    .replace('on the first sample', () => t('identity.firstSample'))
    .replace(/on devices of (\d+) and (\d+)/, (_, a: string, b: string) =>
      t('identity.devices', { a, b }),
    )
    .replace('swapped back', () => t('identity.swapped'))
    .replace('of x − mean', () => t('identity.centred'))
    .replace(/^(\S.*\)) on (\([^)]*\))/, (_, call: string, order: string) =>
      t('aka.on', { call, order }),
    );
}
