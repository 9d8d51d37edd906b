import { cpus, totalmem } from "node:os";
import type { Comparison, Group } from "./compare";
import type { Stages } from "./protocol";
import { geometricMean } from "./statistics";

export type Form = "table" | "csv" | "json";

const fixed = (value: number | null, digits = 2) => (value === null ? "–" : value.toFixed(digits));

/** What the numbers were measured with. */
export function machineLine(versions: readonly string[]): string {
  return `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, ${versions.join(", ")}`;
}

/** The comparison in one of three forms; the table ends with the geometric means, which leave out what is for information. */
export function comparisonLines(comparisons: readonly Comparison[], form: Form): string[] {
  if (form === "json") return comparisons.map((line) => JSON.stringify(line));
  if (form === "csv") {
    const rows = comparisons.map(({ name, group, ours_ms, native_ms, ratio }) =>
      [`"${name}"`, group, fixed(ours_ms, 3), native_ms === null ? "" : fixed(native_ms, 3), ratio === null ? "" : fixed(ratio, 3)].join(
        ",",
      ),
    );
    return ["name,group,ours_ms,native_ms,ratio", ...rows];
  }
  const compared = table(
    ["work", "ours, ms", "native, ms", "ratio"],
    [
      ...comparisons.map(({ name, ours_ms, native_ms, ratio }) => [name, fixed(ours_ms, 1), fixed(native_ms, 1), fixed(ratio)]),
      ...means(comparisons),
    ],
  );
  const staged = stageRows(comparisons);
  const stageTable = table(["conversion", "ours: read, mesh, write, ms", "native: read, mesh, write, ms"], staged);
  return staged.length > 0 ? [...compared, "", ...stageTable] : compared;
}

function stageRows(comparisons: readonly Comparison[]): string[][] {
  const said = (stages: Stages | null | undefined) =>
    stages ? [stages.read, stages.mesh, stages.write].map((ms) => fixed(ms, 0)).join(", ") : "–";
  return comparisons.flatMap(({ name, stages }) => (stages ? [[name, said(stages.ours), said(stages.native)]] : []));
}

function means(comparisons: readonly Comparison[]): string[][] {
  const groups: Group[] = ["modelling", "mesh", "exchange"];
  return groups.flatMap((group) => {
    const ratios = comparisons.flatMap((line) =>
      line.group === group && line.ratio !== null && !line.name.endsWith("(information)") ? [line.ratio] : [],
    );
    return ratios.length > 0 ? [[`**${group}, geometric mean**`, "", "", `**${fixed(geometricMean(ratios))}**`]] : [];
  });
}

/** A table in Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), `|${head.map((_, index) => (index === 0 ? "---|" : "---:|")).join("")}`, ...rows.map(line)];
}
