export interface Example {
  /** Also the name of its picture: public/examples/<slug>.png, the 4 : 3 thumbnail that the kernel drew of this prompt. */
  slug: string;
  title: string;
  prompt: string;
}

/** What a first visitor can run with one click. */
export const EXAMPLES: readonly Example[] = [
  {
    slug: "mounting-bracket",
    title: "Bracket",
    prompt: "A 50mm x 30mm x 10mm rectangular bracket with two M3 clearance holes spaced 40mm apart",
  },
  {
    slug: "hub-flange",
    title: "Hub flange",
    prompt:
      "Hub flange: 100mm dia x 10 flange, 50 mm dia x 30 hub on top, 25 bore through everything, 4x M8 clearance holes on 75 mm bolt circle",
  },
  {
    slug: "open-box",
    title: "Enclosure",
    prompt: "Open top box 100x60x40 outside, 2mm walls and floor",
  },
  {
    slug: "motor-mount",
    title: "Motor mount",
    prompt: "NEMA 17 motor mount plate 60 x 60 x 5 mm",
  },
];
