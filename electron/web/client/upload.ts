import type { Reply } from '../../ipc/types.ts';
import type { UploadReply } from '../messages.ts';

/**
 * Hands files to the host.
 * @param key  of this page's connection
 * @returns    the ids under which the host knows them, or why one was not taken
 */
export async function upload(
  key: string,
  files: readonly File[],
): Promise<Reply<readonly string[]>> {
  const ids: string[] = [];
  for (const file of files) {
    const address = `upload?key=${key}&name=${encodeURIComponent(file.name)}`;
    const response = await fetch(address, { method: 'POST', body: file });
    if (!response.ok) throw new Error(await response.text());
    const reply = (await response.json()) as UploadReply;
    if (!reply.ok) return reply;
    ids.push(reply.value);
  }
  return { ok: true, value: ids };
}
