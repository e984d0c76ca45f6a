import { prefersReducedMotion } from 'svelte/motion';
import { ease } from '../../core/figure/motion.ts';
import { Animation } from './animation.ts';
import { lookBetween, type Look } from './look.ts';

/** How something is looked at: set by a hand at once, or by a way to a named view. */
export class Camera {
  #look = $state.raw<Look>() as Look;
  readonly #animation = new Animation();

  constructor(look: Look) {
    this.#look = look;
  }

  get look(): Look {
    return this.#look;
  }

  /** At once, whatever was on its way. */
  set look(look: Look) {
    this.#animation.stop();
    this.#look = look;
  }

  /** Turns there; the person may take the cube at any moment. */
  glide(to: Look): void {
    if (prefersReducedMotion.current) this.look = to;
    else {
      const from = this.#look;
      this.#animation.run((share) => (this.#look = lookBetween(from, to, ease(share))));
    }
  }
}
