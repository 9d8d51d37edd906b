/** What a body without a colour wears: light, slightly warm grey with a soft sheen, close to machined aluminium. Linear. */
export const NEUTRAL = {
  name: "Partwright neutral",
  color: [0.53, 0.56, 0.6, 1] as const,
  metallic: 0.15,
  roughness: 0.5,
};
