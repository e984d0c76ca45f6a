/** Bytes that memory hands over at a time. */
const LINE: usize = 64;

/** Keeps loads alive whose value nobody asks for. */
let touched: i32 = 0;

/** Reads a word of every line of what comes next, in order: what a prefetcher likes decides, not what is computed meanwhile. */
// @ts-ignore: decorator
@inline
export function touch(p: usize, bytes: usize): void {
  let word = 0;
  for (const end = p + bytes; p < end; p += LINE) word |= load<i32>(p);
  touched |= word;
}
