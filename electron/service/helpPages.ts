/** Where help leads, outside the app. */
export const HELP_PAGES = {
  pytorch: 'https://docs.pytorch.org/docs/stable/nn.html#normalization-layers',
  licence: 'https://opensource.org/license/mit',
} as const;
