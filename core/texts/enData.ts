/** English texts for data whose own name is not meant for reading. */
export const enData: Readonly<Record<string, string>> = {
  'layer.Custom': 'Any axes',
  'layer.UnbiasedBatchNorm': 'BatchNorm, unbiased variance',
  'layer.EpsOutsideBatchNorm': 'BatchNorm, eps outside the root',
};
