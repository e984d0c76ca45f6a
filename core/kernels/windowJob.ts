// Layout of a job of windows over channels, in bytes from its start (electron/workers/engine/windows.ts holds the twin; a test compares the two).

export const X: usize = 0; // float32[samples, channels, plane]
export const Y: usize = 4;
export const CHANNELS: usize = 8;
export const PLANE: usize = 12;
export const BELOW: usize = 16; // channels of the window on either side
export const ABOVE: usize = 20;
export const STRIP: usize = 24; // positions that are done together, a multiple of 4
export const TROUBLED: usize = 28; // int32[samples]: set to 1 where a sample has to be done again
export const K: usize = 32; // float64
export const SCALE: usize = 40; // float64: α / size
export const POWER: usize = 48; // float64: −β
export const SIZE: usize = 56;
