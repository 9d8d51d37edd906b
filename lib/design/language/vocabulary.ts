import { BASES } from "./base-nouns";
import { FEATURES } from "./nouns";

/** Words of the grammar: a lemma and its forms. The lemma itself is a form. */
const FORMS: string[] = [
  "hole holes",
  "thick thickness thk",
  "long length lengthways lengthwise",
  "wide width",
  "tall high height hight",
  "deep depth",
  "diameter dia diam diameters dia.",
  "od",
  "id",
  "outer outside external outward overall exterior",
  "inner inside internal interior inward",
  "radius rad radii radiuses",
  "wall walls walled",
  "floor floors",
  "af",
  "across",
  "flat flats",
  "side sides sided",
  "leg legs arm arms",
  "edge edges",
  "corner corners",
  "end ends",
  "face faces surface surfaces",
  "top upper",
  "bottom lower underside underneath below",
  "left",
  "right",
  "front",
  "back rear behind",
  "vertical upright",
  "horizontal",
  "sharp",
  "short",
  "centre center centred centered central centrally centres centers",
  "middle midpoint",
  "apart",
  "spaced space spacing spacings",
  "pitch pitched",
  "between",
  "inset",
  "offset off",
  "from",
  "away",
  "each every",
  "all",
  "both",
  "any",
  "evenly equally even equal uniformly",
  "distributed arranged",
  "row line",
  "grid array matrix",
  "pattern rectangle",
  "circle",
  "bolt",
  "pcd pcb_d bcd bc",
  "through thru throughout",
  "everything fully completely entire whole full",
  "blind",
  "clearance clear",
  "tapped tap threaded thread threads tapping",
  "close tight fine",
  "normal medium standard",
  "loose coarse free",
  "fit",
  "fits",
  "concentric coaxial concentrically",
  "in into within",
  "on onto upon",
  "at near",
  "of for",
  "to",
  "by",
  "with having has have including plus",
  "and & also",
  "then",
  "x",
  "r",
  "c",
  "l",
  "w",
  "h",
  "d",
  "t",
  "v",
  "along",
  "around round_about",
  "open",
  "closed",
  "lip",
  "square",
  "round",
  "rectangular",
  "is are be should was were measures measuring",
  "as",
  "no without not",
  "except",
  "qty quantity",
  "again",
  // Edits.
  "make makes making made create creates creating build generate design draw produce model",
  "set",
  "change changes alter adjust update modify",
  "move shift slide",
  "add put include insert place give",
  "cut drill bore_out",
  "remove delete erase drop",
  "fill",
  "rotate turn spin",
  "flip",
  "mirror",
  "scale resize",
  "extrude pull push",
  "extend lengthen",
  "shorten",
  "increase raise grow",
  "decrease reduce shrink",
  "double twice doubled",
  "half halve halved",
  "undo",
  "redo",
  "revert restore",
  "go",
  "version revision step",
  "previous last",
  "original first",
  "taller higher",
  "longer",
  "wider broader",
  "thicker deeper",
  "shorter",
  "narrower thinner",
  "lower_by",
  "bigger larger",
  "smaller",
  "closer nearer",
  "further farther wider_apart",
  "together",
  "it",
  "this",
  "that",
  "them they those these",
  "its",
  "part body piece thing object component",
  "selected",
  "here",
  "axis",
  "clockwise",
  "anticlockwise counterclockwise",
  "about",
  "another",
  "other",
  "the",
  "a an",
  "second",
  "third",
  "fourth",
  "default",
  "option",
  "y",
  "z",
  "up",
  "down",
  "outwards",
];

/** Politeness, materials, colours, finishes, uses: heard, and without a say in the geometry. */
const HARMLESS =
  "please instead radially web triangle iso din asme ansi head per more thanks thank you hi hello hey i me my we us our you your want need would like could can will just let lets let's get got see so very simple basic plain solid rectangular nice good new small big large little exact exactly precisely approximately about roughly called named there here's it's that's i'd i'm i'll which who whose where when use used using via must made out per some kind type style like feature features drilled milled machined machining printed printable printing print cnc metal metallic plastic wood wooden steel stainless mild aluminium aluminum brass copper bronze titanium pla abs petg nylon acrylic delrin pom resin black white red blue green yellow orange grey gray silver anodised anodized polished painted coated brushed matte finish finished finishing colour color material cad step stl file mechanical engineering mount mounting mounted mounts fixing fixings screw screws bolts sized size sizes dimension dimensions measure measured measurements total exactly nominal same only a.k.a modelling modeled modelled modeling cosmetic thread model into going goes go position positioned located location placed sits sitting surface equally them they themselves respectively actually really okay ok now too well make sure ensure bit lot hub wheel shaped shape form right-angled perpendicular parallel straight standing symmetric symmetrical symmetrically aligned align keep keeping leave leaving female male usb standard motor stepper bearing raspberry pi nema holder housing want wants wanted requires required require provide provided looking look find long across".split(
    " ",
  );

const LEMMA = new Map<string, string>();
const HARMLESS_WORDS = new Set(HARMLESS);

function register(forms: string, lemma: string): void {
  for (const form of forms.split(" ")) if (!LEMMA.has(form)) LEMMA.set(form, lemma);
}
for (const forms of FORMS) register(forms, forms.split(" ")[0] ?? forms);
/** Words of nouns are their own lemma, and so is their plural. */
for (const { names } of [...BASES, ...FEATURES]) {
  for (const word of names.flatMap((name) => name.split(" "))) {
    if (LEMMA.has(word)) continue;
    LEMMA.set(word, word);
    for (const plural of [`${word}s`, `${word}es`]) if (!LEMMA.has(plural)) LEMMA.set(plural, word);
  }
}

const CORRECTABLE = [...LEMMA.keys()].filter((form) => form.length >= 4);
/** Real words that are a letter away from one of ours and mean something else. */
const NOT_TYPOS = new Set(
  "count more less most than much over under same next some like take took help show work used user come came give goes gone sure very ever term form farm band bend bond fork fort seat gear grip clip hook knob tank bank rack pack neck lock lack bold ball hale hold bell wail call tall tell lead loaf mouth those whole while wheel sloth site hose dish risk risc fire fort pine pipes rods black slit slits slat split flag house horse".split(
    " ",
  ),
);

/** Edits between two words, a swap of neighbours counting as one; stops counting beyond `limit`. */
export function editDistance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) > limit) return limit + 1;
  let before: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1];
      let best = Math.min((previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (previous[column - 1] ?? 0) + (same ? 0 : 1));
      if (row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]) {
        best = Math.min(best, (before[column - 2] ?? 0) + 1);
      }
      current.push(best);
    }
    before = previous;
    previous = current;
  }
  return previous[right.length] ?? limit + 1;
}

function corrected(word: string): string | undefined {
  if (word.length < 4 || word.length > 30 || NOT_TYPOS.has(word)) return undefined;
  const limit = word.length >= 7 ? 2 : 1;
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const form of CORRECTABLE) {
    // A typo seldom hits the first letter, and "mount" is no "count".
    if (form[0] !== word[0]) continue;
    const distance = editDistance(word, form, limit);
    if (distance < bestDistance) {
      bestDistance = distance;
      best = form;
    }
  }
  return best;
}

/** The lemma of a word; `known` is false for a word that neither the grammar nor the harmless list has. */
export function lemmaOf(word: string): { lemma: string; known: boolean } {
  const direct = LEMMA.get(word);
  if (direct !== undefined) return { lemma: direct, known: true };
  if (HARMLESS_WORDS.has(word)) return { lemma: word, known: true };
  const correction = corrected(word);
  const lemma = correction === undefined ? undefined : LEMMA.get(correction);
  return lemma === undefined ? { lemma: word, known: false } : { lemma, known: true };
}

/** Heard and without effect. */
export function isHarmless(lemma: string): boolean {
  return HARMLESS_WORDS.has(lemma) || CONNECTIVES.has(lemma);
}

/** Words that only join; what they join has been read. */
const CONNECTIVES = new Set(
  "a the of with and also then in on at to by is as x each all both it its this that them part make from".split(" "),
);

/** A noun's name as lemmas, as the grammar meets it. */
export function lemmas(name: string): string[] {
  return name.split(" ").map((word) => LEMMA.get(word) ?? word);
}
