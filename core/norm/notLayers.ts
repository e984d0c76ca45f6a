/**
 * What people look for under the name of a normalization, and is none or is a place for one: why, and what to look at instead.
 */
export const NOT_LAYERS: readonly { readonly names: RegExp; readonly why: string }[] = [
  {
    names: /^film$/i,
    why: 'FiLM averages over nothing, it multiplies and adds what comes from a condition; with a normalization before it, it is ConditionalBatchNorm2d or AdaLayerNorm',
  },
  {
    names: /^weight_?norm(alization)?$/i,
    why: 'weight_norm acts on weights, not on activations; WeightStandardization does too, and is here',
  },
  {
    names: /^spectral_?norm$/i,
    why: 'spectral_norm acts on weights, not on activations: it divides by their largest singular value',
  },
  {
    names: /^(pre|post|sandwich|deep)[-_ ]?norm$/i,
    why: 'that is a place in a block, not a layer; choose the layer that stands there, such as LayerNorm or RMSNorm',
  },
];

/** Why there is no layer of that name; null where nobody looks for it. */
export function whyNoLayer(name: string): string | null {
  return NOT_LAYERS.find(({ names }) => names.test(name.trim()))?.why ?? null;
}
