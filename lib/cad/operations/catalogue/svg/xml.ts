import { invalidInput } from "@/lib/cad/kernel/kernel-error";

/** An element of an XML document; text between elements is left out, since no drawing hangs on it. */
export interface XmlElement {
  /** Without a namespace's prefix. */
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: XmlElement[];
}

const MAX_DEPTH = 200;
const MAX_ELEMENTS = 50_000;

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** What may stand between elements and holds none: comments, CDATA, processing instructions, the document's type. */
const SKIPPED: readonly (readonly [opens: string, closes: string])[] = [
  ["<!--", "-->"],
  ["<![CDATA[", "]]>"],
  ["<?", "?>"],
];

/**
 * Reads a document's elements. Entities of its own, by which a small document can grow without bounds, are not
 * expanded.
 */
export function parseXml(text: string): XmlElement {
  const root: XmlElement = { name: "", attributes: new Map(), children: [] };
  const open = [root];
  let count = 0;
  for (let at = text.indexOf("<"); at >= 0; at = text.indexOf("<", at)) {
    const parent = open.at(-1) ?? root;
    const end = tagEnd(text, at);
    const skip = SKIPPED.some(([opens]) => text.startsWith(opens, at)) || text.startsWith("<!", at);
    if (!skip && text.startsWith("</", at)) close(open, text.slice(at + 2, end - 1).trim());
    else if (!skip) {
      const isEmpty = text[end - 2] === "/";
      const element = parseTag(text.slice(at + 1, isEmpty ? end - 2 : end - 1));
      parent.children.push(element);
      count += 1;
      if (count > MAX_ELEMENTS) throw invalidInput(`svg holds more than ${MAX_ELEMENTS} elements.`);
      if (!isEmpty) open.push(element);
      if (open.length > MAX_DEPTH) throw invalidInput(`svg is nested more than ${MAX_DEPTH} deep.`);
    }
    at = end;
  }
  const unclosed = open.at(-1);
  if (open.length > 1) throw invalidInput(`svg is not well formed: <${unclosed?.name}> is never closed.`);
  return root;
}

/** Where what begins with a bracket ends; a bracket within quotes does not count. */
function tagEnd(text: string, at: number): number {
  const [, closes] = SKIPPED.find(([opens]) => text.startsWith(opens, at)) ?? [];
  if (closes !== undefined) {
    const found = text.indexOf(closes, at);
    if (found < 0) throw invalidInput(`svg is not well formed: what begins at character ${at} never ends.`);
    return found + closes.length;
  }
  let quote = "";
  let brackets = 0;
  for (let index = at; index < text.length; index++) {
    const character = text[index] ?? "";
    if (quote !== "") {
      if (character === quote) quote = "";
    } else if (character === '"' || character === "'") quote = character;
    else if (character === "[") brackets += 1;
    else if (character === "]") brackets -= 1;
    else if (character === ">" && brackets <= 0) return index + 1;
  }
  throw invalidInput(`svg is not well formed: the tag at character ${at} never ends.`);
}

function close(open: XmlElement[], name: string): void {
  const closed = open.length > 1 ? open.pop() : undefined;
  if (closed?.name !== localName(name)) throw invalidInput(`svg is not well formed: </${name}> closes <${closed?.name ?? ""}>.`);
}

function parseTag(tag: string): XmlElement {
  const [, name = ""] = /^\s*([^\s/>]+)/.exec(tag) ?? [];
  const attributes = new Map<string, string>();
  for (const [, key = "", double, single] of tag.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
    attributes.set(localName(key), decoded(double ?? single ?? ""));
  return { name: localName(name), attributes, children: [] };
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

function decoded(text: string): string {
  return text.replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (whole, name: string) => {
    if (!name.startsWith("#")) return ENTITIES[name] ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
