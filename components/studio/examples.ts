export interface Example {
  /** Also the name of its picture: public/examples/<slug>.png, 4 : 3, transparent ground. */
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
    slug: "pipe-flange",
    title: "Flange",
    prompt: "Round plate dia 80, thickness 6, six 5.5mm holes equally spaced on a 60mm PCD and a 20mm centre bore",
  },
  {
    slug: "open-box",
    title: "Enclosure",
    prompt: "Open top box 100x60x40 outside, 2mm walls and floor",
  },
  {
    slug: "rounded-plate",
    title: "Plate",
    prompt: "Square plate 60mm, 4mm thick, rounded corners R8, one hole ø10 in each corner concentric with the radius",
  },
];
