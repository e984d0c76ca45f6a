import { mount } from 'svelte';
import App from './app/App.svelte';
import './app/fonts.css';
import './app/app.css';
import type { NormscopeApi } from '../electron/ipc/contract.ts';
import type { StartData } from './app/app.svelte.ts';
import type { TensorInfo } from './ui/host.ts';
import { callHost, type Outcome } from './ui/host.ts';
import { Screens } from './app/screens.svelte.ts';
import { SPEAKER_HASH } from './lessons/speaker/messages.ts';
import { fetchLater } from './app/later.ts';
import { fetchOutside } from './app/outside.ts';
import { readSession, type Session } from './app/session.ts';
import { sameTensor } from '../core/request.ts';

/** What the window needs before it can show anything; the host's failure when it does not answer. */
async function startData(api: NormscopeApi): Promise<Outcome<StartData>> {
  const [info, settings, examples] = await Promise.all([
    callHost(api, 'app.info', undefined),
    callHost(api, 'settings.get', undefined),
    callHost(api, 'tensor.examples', undefined),
  ]);
  if (!info.ok) return info;
  if (!settings.ok) return settings;
  if (!examples.ok) return examples;
  const session = readSession(settings.value.session);
  const others = await unlisted(api, session, examples.value);
  return {
    ok: true,
    value: {
      api,
      info: info.value,
      settings: settings.value,
      session,
      examples: [...examples.value, ...others],
    },
  };
}

/** Tensors of the session that are not among the examples, such as a lesson's; those that are gone are left out. */
async function unlisted(
  api: NormscopeApi,
  { explore, compare }: Session,
  examples: readonly TensorInfo[],
): Promise<TensorInfo[]> {
  const found: TensorInfo[] = [];
  for (const ref of [explore?.work.tensor, compare?.tensor]) {
    if (!ref || [...examples, ...found].some((info) => sameTensor(info.ref, ref))) continue;
    const info = await callHost(api, 'tensor.describe', ref);
    if (info.ok) found.push(info.value);
  }
  return found;
}

async function showApp(target: HTMLElement): Promise<void> {
  const api = window.normscope;
  const start: Outcome<StartData> = api
    ? await startData(api)
    : { ok: false, code: 'noHost', message: 'The service did not answer.', details: {} };
  if (start.ok) {
    const screens = new Screens();
    const { tab } = start.value.session.place;
    const [outside] = await Promise.all([
      tab === 'overview' ? null : fetchOutside(),
      screens.fetch(tab),
    ]);
    mount(App, { target, props: { start: start.value, screens, outside } });
  } else {
    const [{ default: StartFailure }] = await Promise.all([
      import('./app/StartFailure.svelte'),
      fetchLater(),
    ]);
    mount(StartFailure, { target, props: { failure: start } });
  }
}

async function show(): Promise<void> {
  const target = document.getElementById('app');
  if (!target) throw new Error('main: expected an element #app in the page');
  if (!location.hash.startsWith(SPEAKER_HASH)) return showApp(target);
  const { default: Speaker } = await import('./lessons/speaker/Speaker.svelte');
  mount(Speaker, { target, props: { key: location.hash.slice(SPEAKER_HASH.length) } });
}

// Not awaited: the first screen is part of this module's file, and would wait for it.
void show();
