import { Refused } from "../plan/outcome-error";
import type { Lexed } from "./lexemes";

/** Machines and whole products: hundreds of parts, none of them said. */
const MACHINES = new Set(
  "engine motorcycle car vehicle truck robot drone helicopter aircraft airplane plane rocket turbine machine gearbox transmission bicycle bike house building bridge ship boat computer phone laptop printer lathe spaceship satellite tank crane excavator tractor".split(
    " ",
  ),
);
/** Said beside a machine's name, these make a part of it: "motor mount plate", "engine bracket". */
const PARTS = new Set(
  "plate bracket mount block box spacer flange bolt nut hole shaft tube cover panel ring washer gasket bushing lid base pin".split(" "),
);

/** Refuses what is no single part. @throws Refused */
export function outOfScope({ lexemes }: Lexed): void {
  const words = lexemes.flatMap((lexeme) => (lexeme.kind === "word" ? [lexeme] : []));
  const machine = words.find(({ text }) => MACHINES.has(text));
  if (machine === undefined || words.some(({ lemma, text }) => PARTS.has(lemma) || PARTS.has(text))) return;
  throw new Refused(
    `A whole ${machine.text} is many parts, and one part is made at a time. Name one part of it with its sizes, such as "flange 120 mm OD, 15 mm thick, 50 mm bore".`,
    "out_of_scope",
  );
}
