/** The lessons' texts. Keys: lesson.<id>.title, .text, .run.<run id>, .fact.<fact id>. */
export const lessonsEn = {
  'lesson.letters.title': 'C and L trade places',
  'lesson.letters.text':
    'One document writes (N, C, L), the next (N, L, C). The layer does not read letters: it takes the second position as its channels. Trust the names of the axes, not their order.',
  'lesson.letters.run.ncl': 'fed (N, C, L)',
  'lesson.letters.run.nlc': 'fed (N, L, C)',
  'lesson.letters.fact.reducedRight': 'fed (N, C, L), it averages over',
  'lesson.letters.fact.reducedWrong': 'fed (N, L, C), it averages over',
  'lesson.letters.fact.groupsRight': 'statistics when fed (N, C, L)',
  'lesson.letters.fact.groupsWrong': 'statistics when fed (N, L, C)',

  'lesson.squareTrap.title': 'The square trap: C = L',
  'lesson.squareTrap.text':
    'When C equals L, BatchNorm1d accepts (N, L, C) without a word and normalizes every position instead of every channel. No error, other numbers.',
  'lesson.squareTrap.run.ncl': 'BatchNorm1d(4), fed (N, C, L)',
  'lesson.squareTrap.run.nlc': 'BatchNorm1d(4), fed (N, L, C)',
  'lesson.squareTrap.fact.reducedRight': 'fed (N, C, L), it averages over',
  'lesson.squareTrap.fact.reducedWrong': 'fed (N, L, C), it averages over',
  'lesson.squareTrap.fact.difference': 'largest difference of the same cell',

  'lesson.groupNormOne.title': 'GroupNorm(1) is LayerNorm, but which?',
  'lesson.groupNormOne.text':
    'With one group, GroupNorm averages over all channels and all positions: LayerNorm over (C, L), without affine. It is never LayerNorm(C), which averages over one token.',
  'lesson.groupNormOne.run.group': 'GroupNorm(1, 5)',
  'lesson.groupNormOne.run.layerCL': 'LayerNorm((5, 4))',
  'lesson.groupNormOne.run.layerC': 'LayerNorm(5), fed (N, L, C)',
  'lesson.groupNormOne.fact.withCL': 'GroupNorm(1) against LayerNorm over (C, L)',
  'lesson.groupNormOne.fact.withC': 'GroupNorm(1) against LayerNorm over C',

  'lesson.layerNormImages.title': 'LayerNorm on images: three layers of one name',
  'lesson.layerNormImages.text':
    'Over C, H, W as in the paper’s figure; over C for each pixel as in ConvNeXt; or, with LayerNorm(W), over the width only. Only normalized_shape and the layout tell which.',
  'lesson.layerNormImages.run.chw': 'LayerNorm((3, 5, 5))',
  'lesson.layerNormImages.run.c': 'LayerNorm(3), fed (N, H, W, C)',
  'lesson.layerNormImages.run.w': 'LayerNorm(5)',
  'lesson.layerNormImages.fact.chwSize': 'values in one statistic over C, H, W',
  'lesson.layerNormImages.fact.chwGroups': 'statistics over C, H, W',
  'lesson.layerNormImages.fact.cSize': 'values in one statistic over C',
  'lesson.layerNormImages.fact.cGroups': 'statistics over C',
  'lesson.layerNormImages.fact.wSize': 'values in one statistic over W',
  'lesson.layerNormImages.fact.wGroups': 'statistics over W',

  'lesson.twoPictures.title': 'Two famous pictures, one name',
  'lesson.twoPictures.text':
    'The picture in the Group Normalization paper shows LayerNorm over C, H, W of a whole image. The transformer’s LayerNorm takes one token at a time. Both are right; they are not the same layer.',
  'lesson.twoPictures.run.image': 'image LayerNorm((3, 5, 5))',
  'lesson.twoPictures.run.token': 'token LayerNorm(5), fed (N, L, C)',
  'lesson.twoPictures.fact.imageReduced': 'the image picture averages over',
  'lesson.twoPictures.fact.imageGroups': 'statistics in the image picture',
  'lesson.twoPictures.fact.tokenReduced': 'the token picture averages over',
  'lesson.twoPictures.fact.tokenGroups': 'statistics in the token picture',

  'lesson.roleSwap.title': 'InstanceNorm and LayerNorm swap roles',
  'lesson.roleSwap.text':
    'LayerNorm(L) on (N, C, L) is InstanceNorm1d; InstanceNorm1d fed (N, L, C) is LayerNorm(C). The layout decides which layer you have.',
  'lesson.roleSwap.run.layerL': 'LayerNorm(4)',
  'lesson.roleSwap.run.instance': 'InstanceNorm1d(5)',
  'lesson.roleSwap.run.instanceNLC': 'InstanceNorm1d(4), fed (N, L, C)',
  'lesson.roleSwap.run.layerC': 'LayerNorm(5), fed (N, L, C)',
  'lesson.roleSwap.fact.overL': 'LayerNorm(L) against InstanceNorm1d',
  'lesson.roleSwap.fact.overC': 'InstanceNorm1d fed (N, L, C) against LayerNorm(C)',
  'lesson.roleSwap.fact.between': 'the one pair against the other',

  'lesson.tokensAlone.title': 'A transformer’s LayerNorm ignores the batch axis',
  'lesson.tokensAlone.text':
    'LayerNorm(C) takes one token at a time. Whether the batch comes first or second, every token gets the same numbers.',
  'lesson.tokensAlone.run.nlc': 'LayerNorm(5), fed (N, L, C)',
  'lesson.tokensAlone.run.lnc': 'LayerNorm(5), fed (L, N, C)',
  'lesson.tokensAlone.fact.difference': 'largest difference between the two',

  'lesson.kerasAxis.title': 'Keras: axis is kept here, reduced there',
  'lesson.kerasAxis.text':
    'keras.layers.BatchNormalization(axis=-1) keeps the axis and averages over the others. keras.layers.LayerNormalization(axis=-1) averages over the axis and keeps the others. The same word, the opposite meaning.',
  'lesson.kerasAxis.run.batch': 'BatchNormalization(axis = C)',
  'lesson.kerasAxis.run.layer': 'LayerNormalization(axis = C)',
  'lesson.kerasAxis.fact.batchReduced': 'BatchNormalization(axis = C) averages over',
  'lesson.kerasAxis.fact.batchKept': 'and keeps',
  'lesson.kerasAxis.fact.layerReduced': 'LayerNormalization(axis = C) averages over',
  'lesson.kerasAxis.fact.layerKept': 'and keeps',

  'lesson.biasAndEps.title': 'n or n − 1, eps inside or outside',
  'lesson.biasAndEps.text':
    'Normalization divides by √(biased variance + eps). With n − 1 in place of n, or eps outside the root, the numbers are others: for 1, 0, 0, 0 the first becomes 1.5 instead of 1.7320.',
  'lesson.biasAndEps.run.biased': 'BatchNorm1d: divided by n',
  'lesson.biasAndEps.run.unbiased': 'mistake: divided by n − 1',
  'lesson.biasAndEps.run.outside': 'mistake: √var + eps, eps 0.1',
  'lesson.biasAndEps.run.inside': 'BatchNorm1d: √(var + eps), eps 0.1',
  'lesson.biasAndEps.fact.biased': 'y of the 1, biased variance',
  'lesson.biasAndEps.fact.unbiased': 'y of the 1, unbiased variance',
  'lesson.biasAndEps.fact.outside': 'y of the 1, eps 0.1 outside the root',
  'lesson.biasAndEps.fact.inside': 'y of the 1, eps 0.1 inside the root',

  'lesson.runningVariance.title': 'running_var is not the batch’s variance',
  'lesson.runningVariance.text':
    'The layer normalizes with the biased variance but stores the unbiased one. With momentum 1 nothing else is mixed in, and they still differ by n/(n − 1).',
  'lesson.runningVariance.run.train': 'BatchNorm1d(5, momentum=1)',
  'lesson.runningVariance.fact.batch': 'variance used on this batch, channel 0',
  'lesson.runningVariance.fact.running': 'running_var afterwards, channel 0',
  'lesson.runningVariance.fact.ratio': 'running_var / variance',
  'lesson.runningVariance.fact.n': 'n, values in a channel',

  'lesson.evalStillNormalizes.title': 'eval() does not turn BatchNorm off',
  'lesson.evalStillNormalizes.text':
    'In eval the layer normalizes with its running statistics. A fresh layer has mean 0 and variance 1, and so seems to do nothing; a trained one does not.',
  'lesson.evalStillNormalizes.run.train': 'train',
  'lesson.evalStillNormalizes.run.fresh': 'eval, fresh layer',
  'lesson.evalStillNormalizes.run.trained': 'eval, running mean 1, running var 4',
  'lesson.evalStillNormalizes.fact.x': 'x[0, 0, 0]',
  'lesson.evalStillNormalizes.fact.train': 'y in train',
  'lesson.evalStillNormalizes.fact.fresh': 'y in eval, fresh layer: x/√(1 + eps)',
  'lesson.evalStillNormalizes.fact.trained': 'y in eval, mean 1 and variance 4',

  'lesson.kerasMomentum.title': 'Momentum runs the other way in Keras',
  'lesson.kerasMomentum.text':
    'PyTorch: new = (1 − m)·old + m·batch. In Keras and Flax the momentum weighs the old value: their 0.99 is PyTorch’s 0.01. Copied unchanged, it forgets everything but the last batch.',
  'lesson.kerasMomentum.run.torch': 'PyTorch’s default, momentum 0.1',
  'lesson.kerasMomentum.run.same': 'Keras’ 0.99 translated: momentum 0.01',
  'lesson.kerasMomentum.run.copied': 'mistake: momentum 0.99 copied',
  'lesson.kerasMomentum.fact.batchMean': 'mean of the batch, channel 0',
  'lesson.kerasMomentum.fact.torch': 'running_mean, momentum 0.1',
  'lesson.kerasMomentum.fact.same': 'running_mean, momentum 0.01',
  'lesson.kerasMomentum.fact.copied': 'running_mean, momentum 0.99',

  'lesson.batchOfOne.title': 'Batch of one: only one value is too few',
  'lesson.batchOfOne.text':
    'BatchNorm does not fail at batch size 1. It fails when a channel has a single value. One sentence of four positions has four.',
  'lesson.batchOfOne.run.sentence': 'one sentence: (1, 5, 4)',
  'lesson.batchOfOne.run.vector': 'one vector: (1, 5)',
  'lesson.batchOfOne.fact.values': 'values in a channel of (1, 5, 4)',
  'lesson.batchOfOne.fact.refused': 'PyTorch on (1, 5)',

  'lesson.freezing.title': 'Freezing γ and β does not freeze the layer',
  'lesson.freezing.text':
    'Parameters without gradient stay, but in train mode the running statistics move on with every batch. Only eval() on the layer stops them.',
  'lesson.freezing.run.frozen': 'γ and β frozen, train',
  'lesson.freezing.run.eval': 'γ and β frozen, eval',
  'lesson.freezing.fact.before': 'running_mean before, channel 0',
  'lesson.freezing.fact.frozen': 'running_mean after one batch in train',
  'lesson.freezing.fact.eval': 'running_mean after one batch in eval',

  'lesson.replicas.title': 'Several GPUs: every one has its own statistics',
  'lesson.replicas.text':
    'Under data parallel training plain BatchNorm averages over the share of its own device. SyncBatchNorm exchanges mean, variance and count first.',
  'lesson.replicas.run.synced': 'SyncBatchNorm over two devices',
  'lesson.replicas.run.local': 'BatchNorm on each device: one sample each',
  'lesson.replicas.fact.first': 'mean on device 0, channel 0',
  'lesson.replicas.fact.second': 'mean on device 1, channel 0',
  'lesson.replicas.fact.synced': 'mean after the exchange, channel 0',
  'lesson.replicas.fact.difference': 'largest difference of the outputs',

  'lesson.paddingLeak.title': 'Padding leaks into the neighbours',
  'lesson.paddingLeak.text':
    'Zero-padding the second sentence changes the first sentence’s BatchNorm output, because both share their statistics. LayerNorm takes every token alone: nothing changes.',
  'lesson.paddingLeak.run.batch': 'BatchNorm1d',
  'lesson.paddingLeak.run.batchPadded': 'BatchNorm1d, sentence 1 padded',
  'lesson.paddingLeak.run.layer': 'LayerNorm(5)',
  'lesson.paddingLeak.run.layerPadded': 'LayerNorm(5), sentence 1 padded',
  'lesson.paddingLeak.fact.batch': 'change in sentence 0 under BatchNorm1d',
  'lesson.paddingLeak.fact.layer': 'change in sentence 0 under LayerNorm',

  'lesson.nanBlast.title': 'How far one NaN reaches',
  'lesson.nanBlast.text':
    'One NaN spoils every cell that shares its statistic: a whole channel of the batch under BatchNorm, one token under LayerNorm.',
  'lesson.nanBlast.run.batch': 'BatchNorm1d, one NaN',
  'lesson.nanBlast.run.layer': 'LayerNorm(5), one NaN',
  'lesson.nanBlast.fact.batch': 'NaN outputs under BatchNorm1d',
  'lesson.nanBlast.fact.layer': 'NaN outputs under LayerNorm',

  'lesson.pairOfSamples.title': 'Two samples: the answer is hardly more than ±1',
  'lesson.pairOfSamples.text':
    'With N = 2 and one value per channel each, the mean lies in the middle and the deviation is half the distance. So BatchNorm answers about +1 and −1 however far apart the two are; only a distance as small as √eps (0.003) gives less, and two equal values give 0.',
  'lesson.pairOfSamples.run.pair': 'BatchNorm1d(3) on (2, 3)',
  'lesson.pairOfSamples.fact.x': 'x of sample 0',
  'lesson.pairOfSamples.fact.y': 'y of sample 0',
  'lesson.pairOfSamples.fact.partner': 'y of sample 1',
} as const;
