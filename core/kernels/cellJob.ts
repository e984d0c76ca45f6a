// Layout of a job of cells by themselves, in bytes from its start (electron/workers/engine/cells.ts holds the twin; a test compares the two).

export const X: usize = 0;
export const Y: usize = 4;
export const LAW: usize = 8;
export const RUN: usize = 12; // neighbouring cells that share an entry of the tables
export const ENTRIES: usize = 16; // of every table
export const TABLES: usize = 20; // addresses of float32[entries], 0 for none: three of the law's own, γ, β
export const ALPHA: usize = 40; // float64
export const SHIFT: usize = 48; // float64
export const NOT_FINITE: usize = 56; // 1 once a NaN or infinity may have been written
export const SIZE: usize = 64;
