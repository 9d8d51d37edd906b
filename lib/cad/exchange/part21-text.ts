/**
 * Writes text as a string of a Part 21 file, with its quotes: apostrophes and backslashes doubled, everything outside
 * of printable ASCII as `\X2\…\X0\` (or `\X4\…` beyond the basic plane), which readers of every edition understand.
 * @source ISO 10303-21:2016, 6.4.3
 */
export function part21String(text: string): string {
  let encoded = "";
  let run: { control: "X2" | "X4"; digits: string } | undefined;
  const close = () => {
    if (run) encoded += `\\${run.control}\\${run.digits}\\X0\\`;
    run = undefined;
  };
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0x20 && code <= 0x7e) {
      close();
      encoded += character === "'" ? "''" : character === "\\" ? "\\\\" : character;
      continue;
    }
    const control = code > 0xffff ? "X4" : "X2";
    if (run?.control !== control) close();
    run ??= { control, digits: "" };
    // Half of a surrogate pair stands for nothing.
    const valid = code >= 0xd800 && code <= 0xdfff ? 0xfffd : code;
    run.digits += valid
      .toString(16)
      .toUpperCase()
      .padStart(control === "X2" ? 4 : 8, "0");
  }
  close();
  return `'${encoded}'`;
}
