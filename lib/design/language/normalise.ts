/** A prompt in plain characters, with the way back: `map[i]` is the offset in the original of character i. */
export interface Normalised {
  text: string;
  map: number[];
  original: string;
}

/** Characters that mean the same as a plain one. */
const PLAIN: Record<string, string> = {
  "×": "x",
  "✕": "x",
  "✖": "x",
  "⨯": "x",
  "∗": "*",
  ø: "ø",
  Ø: "ø",
  "⌀": "ø",
  ɸ: "ø",
  φ: "ø",
  Φ: "ø",
  "∅": "ø",
  "−": "-",
  "–": "-",
  "—": "-",
  "‐": "-",
  "‑": "-",
  "“": '"',
  "”": '"',
  "„": '"',
  "″": '"',
  "‶": '"',
  "‘": "'",
  "’": "'",
  "′": "'",
  "´": "'",
  "⁄": "/",
  "÷": "/",
  µ: "u",
  μ: "u",
  "·": " ",
  "•": " ",
  "…": ".",
  "˚": "°",
  º: "°",
};

const VULGAR = /^\d*⁄\d+$/;

function plain(character: string): string {
  const known = PLAIN[character];
  if (known !== undefined) return known;
  const composed = character.normalize("NFKC");
  // A vulgar fraction stands apart from the whole number before it: "1½" is 1 1/2.
  if (composed !== character && VULGAR.test(composed)) return ` ${composed.replace("⁄", "/")}`;
  const mapped = [...composed].map((part) => PLAIN[part] ?? part).join("");
  return /^\s+$/u.test(mapped) ? " " : mapped.toLowerCase();
}

/** Lower-cases and replaces typographic characters; offsets stay known. */
export function normalise(original: string): Normalised {
  let text = "";
  const map: number[] = [];
  for (let offset = 0; offset < original.length; ) {
    const character = String.fromCodePoint(original.codePointAt(offset) ?? 32);
    const replacement = plain(character);
    for (let index = 0; index < replacement.length; index++) map.push(offset);
    text += replacement;
    offset += character.length;
  }
  map.push(original.length);
  return { text, map, original };
}
