import type { Reply } from '../../ipc/types.ts';

/** What the browser did not do, as the answer to the host. */
export function refusal(error: unknown): Extract<Reply<never>, { ok: false }> {
  const reason = error instanceof Error ? error.message : String(error);
  const message = `The browser refused: ${reason}`;
  return { ok: false, code: 'browserRefused', message, details: { reason } };
}
