import type { Attachment } from 'svelte/attachments';

/** What the pointer can do on the stage; positions are CSS pixels from its top left corner. */
export interface Gestures {
  readonly hover: (x: number, y: number) => void;
  readonly leave: () => void;
  readonly click: (x: number, y: number) => void;
  readonly rotate: (dx: number, dy: number) => void;
  readonly pan: (dx: number, dy: number) => void;
  readonly zoom: (factor: number, x: number, y: number) => void;
  readonly reset: () => void;
}

/** Movements shorter than this are a click. */
const SLOP = 4;
const ZOOM_PER_PIXEL = 0.0016;
const PIXELS_PER_LINE = 16;

interface Drag {
  readonly pointer: number;
  readonly pans: boolean;
  x: number;
  y: number;
  moved: boolean;
}

/**
 * Drag turns, drag with Shift or another button moves, the wheel and two fingers zoom about the pointer, a double
 * click resets, and everything else is hovering and clicking.
 * @param scrolls  the wheel alone is the page's; with Ctrl it zooms
 */
export function gestures(on: Gestures, scrolls = false): Attachment<HTMLElement> {
  return (element) => {
    let drag: Drag | null = null;
    /** Fingers on the figure, by pointer; two of them pinch. */
    const fingers = new Map<number, readonly [number, number]>();
    const pinch = (): readonly [x: number, y: number, apart: number] => {
      const [[ax, ay] = [0, 0], [bx, by] = [0, 0]] = [...fingers.values()];
      return [(ax + bx) / 2, (ay + by) / 2, Math.hypot(ax - bx, ay - by) || 1];
    };
    const at = (event: MouseEvent): [number, number] => {
      const box = element.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top];
    };

    const down = (event: PointerEvent): void => {
      if (event.pointerType === 'touch') fingers.set(event.pointerId, at(event));
      if (fingers.size > 1) {
        drag = null;
        element.setPointerCapture(event.pointerId);
      }
      if (drag || fingers.size > 1) return;
      const pans = event.shiftKey || event.button !== 0;
      drag = { pointer: event.pointerId, pans, x: event.clientX, y: event.clientY, moved: false };
      element.setPointerCapture(event.pointerId);
    };

    const move = (event: PointerEvent): void => {
      if (fingers.size === 2 && fingers.has(event.pointerId)) {
        const [x, y, apart] = pinch();
        fingers.set(event.pointerId, at(event));
        const [nextX, nextY, next] = pinch();
        on.pan(nextX - x, nextY - y);
        return on.zoom(next / apart, nextX, nextY);
      }
      if (fingers.size > 1) return;
      if (!drag) return on.hover(...at(event));
      if (event.pointerId !== drag.pointer) return;
      const dx = event.clientX - drag.x;
      const dy = event.clientY - drag.y;
      if (!drag.moved && Math.hypot(dx, dy) < SLOP) return;
      if (!drag.moved) on.leave();
      drag.moved = true;
      drag.x = event.clientX;
      drag.y = event.clientY;
      if (drag.pans) on.pan(dx, dy);
      else on.rotate(dx, dy);
    };

    const up = (event: PointerEvent): void => {
      fingers.delete(event.pointerId);
      if (event.pointerId !== drag?.pointer) return;
      const clicked = !drag.moved && !drag.pans && event.type === 'pointerup';
      drag = null;
      if (clicked) on.click(...at(event));
    };

    const wheel = (event: WheelEvent): void => {
      if (scrolls && !event.ctrlKey) return;
      event.preventDefault();
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : PIXELS_PER_LINE;
      // A pinch on a trackpad arrives as a wheel with Ctrl, in smaller steps.
      const speed = ZOOM_PER_PIXEL * unit * (event.ctrlKey ? 6 : 1);
      on.zoom(Math.exp(-event.deltaY * speed), ...at(event));
    };

    const quiet = (event: Event): void => event.preventDefault();
    const controller = new AbortController();
    const { signal } = controller;
    element.addEventListener('pointerdown', down, { signal });
    element.addEventListener('pointermove', move, { signal });
    element.addEventListener('pointerup', up, { signal });
    element.addEventListener('pointercancel', up, { signal });
    element.addEventListener('pointerleave', () => !drag && on.leave(), { signal });
    element.addEventListener('wheel', wheel, { signal, passive: false });
    element.addEventListener('dblclick', () => on.reset(), { signal });
    element.addEventListener('contextmenu', quiet, { signal });
    return () => controller.abort();
  };
}
