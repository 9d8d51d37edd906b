import type { SideName } from "@/lib/contract/geometry";
import type { Phrase } from "../language/read";
import type { Host } from "../plan/host";
import { ask, Refused } from "../plan/outcome-error";
import type { PlanDraft } from "../plan/plan-draft";
import { takeFact } from "../plan/slots";
import { type FacePlace, placeOnSide } from "./face-place";

/** What a feature template works with. */
export interface FeatureContext {
  draft: PlanDraft;
  phrase: Phrase;
  prompt: string;
  host: Host | undefined;
  /** The selected faces, which are what "this", "here" and "it" mean. */
  selected: FacePlace[];
  /** The phrase of the part itself, in a sentence that makes a new one. */
  part?: Phrase;
  /** A feature of the same sentence that seats this one: counterbore, countersink. */
  seat?: Phrase;
}

export type FeatureTemplate = (context: FeatureContext) => void;

const SIDES: SideName[] = ["top", "bottom", "left", "right", "front", "back"];

const IN_THE_SIDE = /\b(through|in|into|on|from|at)\s+(the|its|one)\s+(round\s+|curved\s+)?side\b(?!\s+(of\s+)?\d)/i;

function whichSide({ host, phrase }: FeatureContext): Error {
  const noun = phrase.noun.noun.names[0] ?? phrase.name;
  if (host?.outline === "circle") {
    return new Refused(`A ${noun} in the round side is not made yet: it needs a flat face, such as the top or the bottom.`, "not_built");
  }
  return ask(`In which side should the ${noun} be?`, ["the front", "on the front face"], ["the right", "on the right face"]);
}

/** The face that the words name, else the selected one, else the top. */
export function facePlace(context: FeatureContext): FacePlace {
  const { phrase, selected, host } = context;
  takeFact(phrase, "this_face");
  const [chosen] = selected;
  if (chosen !== undefined) return chosen;
  const fact = takeFact(phrase, "face");
  const profile = host?.feature.args.profile;
  const isL = typeof profile === "object" && profile !== null && !Array.isArray(profile) && profile.shape === "l_section";
  // The top of an L is the thin end of its upright leg: nobody means that without saying so.
  if (isL && fact === undefined) {
    throw ask(
      `On which leg of the L should the ${phrase.noun.noun.names[0] ?? phrase.name} be? Make the bracket first, then select a face of it and add the ${phrase.noun.noun.names[0] ?? phrase.name} there; or name the side.`,
      ["through the upright leg", "on the left face"],
      ["through the foot", "on the bottom face"],
    );
  }
  const side = fact?.words.map((word) => SIDES.find((name) => name === word)).find((name) => name !== undefined);
  if (side === undefined && IN_THE_SIDE.test(context.prompt)) throw whichSide(context);
  return placeOnSide(host, side ?? "top");
}
