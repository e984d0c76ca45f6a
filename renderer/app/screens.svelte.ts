import type { Component } from 'svelte';
import { fetchLater } from './later.ts';
import { TABS, type Tab } from './tabs.ts';

/** The code of each screen and of each dialog is fetched when it is first shown, or when there is time. */
const SCREENS: Readonly<Record<Tab, () => Promise<{ readonly default: Component }>>> = {
  overview: () => import('./OverviewTab.svelte'),
  explore: () => import('../explore/ExploreScreen.svelte'),
  compare: () => import('../compare/CompareScreen.svelte'),
  lessons: () => import('../lessons/LessonsScreen.svelte'),
  training: () => import('../training/TrainingScreen.svelte'),
  files: () => import('./FilesTab.svelte'),
};

/** The screens whose code is there. */
export class Screens {
  #there = $state.raw<Partial<Record<Tab, Component>>>({});

  /** The screen; undefined while its code is on its way. */
  of(tab: Tab): Component | undefined {
    return this.#there[tab];
  }

  /** Fetches the code of a screen. */
  async fetch(tab: Tab): Promise<void> {
    if (this.#there[tab]) return;
    const later = tab === 'overview' ? null : fetchLater();
    const [{ default: screen }] = await Promise.all([SCREENS[tab](), later]);
    this.#there = { ...this.#there, [tab]: screen };
  }

  /** Fetches all others, one after another while the window has nothing else to do; what fails is fetched again when it is shown. */
  async fetchOthers(): Promise<void> {
    for (const tab of TABS) {
      await idle();
      await this.fetch(tab);
    }
  }
}

/** Milliseconds after which a busy window does it all the same. */
const PATIENCE = 1000;
const idle = () =>
  new Promise<void>((resolve) => requestIdleCallback(() => resolve(), { timeout: PATIENCE }));
