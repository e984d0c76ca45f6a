/** Font families of a figure by name, with fallbacks; Pretendard brings Hangul. */
export const FONT_FAMILIES = {
  sans: "Inter, Pretendard, 'Segoe UI', 'Helvetica Neue', 'Noto Sans', sans-serif",
  mono: "'JetBrains Mono', Pretendard, 'DejaVu Sans Mono', Menlo, Consolas, monospace",
} as const;

/** Distance from the middle of a line down to its alphabetic baseline, in ems; same in every back end. */
export const MIDDLE_TO_BASELINE = 0.36;
