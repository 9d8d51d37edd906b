import { Refused } from "../plan/outcome-error";
import { listText } from "../plan/say";

const numberIn = (size: string): number => {
  const [numerator, denominator] = size.replace(/^[^\d]*/, "").split("/");
  return Number(numerator) / Number(denominator ?? 1);
};

/** The row of a size; a size that the table does not have is refused with its neighbours, never interpolated. */
export function rowOf<Row extends { size: string }>(rows: Row[], size: string, what: string): Row {
  const found = rows.find((row) => row.size.toLowerCase() === size.toLowerCase());
  if (found !== undefined) return found;
  const wanted = numberIn(size);
  const near = [...rows]
    .sort((left, right) => Math.abs(numberIn(left.size) - wanted) - Math.abs(numberIn(right.size) - wanted))
    .slice(0, 2);
  const names = near.sort((left, right) => numberIn(left.size) - numberIn(right.size)).map((row) => row.size);
  throw new Refused(`${size} is not a size of ${what}; the nearest are ${listText(names)}.`, "unknown_size");
}

/** The row of a standard part by its name. */
export function namedRow<Row extends { name: string }>(rows: Row[], name: string, what: string): Row {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, "");
  const found = rows.find((row) => plain(row.name) === plain(name));
  if (found !== undefined) return found;
  const names = rows.map((row) => row.name);
  throw new Refused(
    `${name} is not in the table of ${what}; it has ${listText(names.slice(0, 12))}${names.length > 12 ? " and more" : ""}.`,
    "unknown_size",
  );
}
