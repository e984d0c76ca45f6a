import type { Reply } from '../../ipc/types.ts';
import type { Ask } from '../messages.ts';
import { refusal } from './refusal.ts';
import { upload } from './upload.ts';

const KEEP_DOWNLOAD = 60_000;

/**
 * Does what the host asks of the browser in place of a native dialog.
 * @param key  of this page's connection
 * @returns    the answer to send back
 */
export async function answerAsk(key: string, ask: Ask): Promise<Reply<unknown>> {
  try {
    if (ask.kind === 'open') return await upload(key, await chooseFiles(ask.accept));
    return { ok: true, value: await perform(ask) };
  } catch (error) {
    return refusal(error);
  }
}

async function perform(ask: Exclude<Ask, { kind: 'open' }>): Promise<boolean> {
  switch (ask.kind) {
    case 'save':
      saveAs(ask.name, ask.bytes as Uint8Array<ArrayBuffer>);
      return true;
    case 'download':
      follow(ask.address, ask.name);
      return true;
    case 'copyImage': {
      const png = new Blob([ask.png as Uint8Array<ArrayBuffer>], { type: 'image/png' });
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
      return true;
    }
    case 'copyText':
      await navigator.clipboard.writeText(ask.text);
      return true;
    case 'fullScreen':
      if (ask.on) await document.documentElement.requestFullscreen();
      else if (document.fullscreenElement) await document.exitFullscreen();
      return document.fullscreenElement !== null;
    case 'help':
      window.open(ask.address, '_blank', 'noopener');
      return true;
    case 'speaker':
      // a page of the same address: it is not kept from the one that opened it
      return (
        window.open(`#speaker-${ask.key}`, 'normscope-speaker', 'popup,width=1100,height=720') !==
        null
      );
    default:
      return ask satisfies never;
  }
}

function chooseFiles(accept: string): Promise<File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    input.accept = accept;
    input.addEventListener('change', () => resolve([...(input.files ?? [])]));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}

function saveAs(name: string, bytes: Uint8Array<ArrayBuffer>): void {
  const address = URL.createObjectURL(new Blob([bytes]));
  follow(address, name);
  setTimeout(() => URL.revokeObjectURL(address), KEEP_DOWNLOAD);
}

/** Downloads what lies at an address. */
function follow(address: string, name: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
}
