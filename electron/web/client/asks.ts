import type { Ask } from '../messages.ts';
import { upload } from './upload.ts';

/** Does what the host asks of the browser in place of a native dialog; the answer to send back. */
export async function answerAsk(ask: Ask): Promise<unknown> {
  try {
    switch (ask.kind) {
      case 'open':
        return await upload(await chooseFiles(ask.accept));
      case 'save':
        saveAs(ask.name, ask.bytes);
        return ask.name;
      case 'copyImage':
        await navigator.clipboard.write([
          new ClipboardItem({
            'image/png': new Blob([ask.png as Uint8Array<ArrayBuffer>], { type: 'image/png' }),
          }),
        ]);
        return true;
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
      default:
        return ask satisfies never;
    }
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
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

function saveAs(name: string, bytes: Uint8Array): void {
  const address = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>]));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
