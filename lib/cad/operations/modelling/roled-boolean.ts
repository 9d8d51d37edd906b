import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { facesOf } from "@/lib/cad/kernel/topology";
import { type BooleanKind, runBoolean } from "./booleans";
import { claimsFromHistory } from "./carry-names";
import { type RoledBody, rolesOf } from "./sweeps";

/** A boolean of bodies that are still tools: faces keep their roles. */
export function roledBoolean(kernel: Kernel, own: Own, kind: BooleanKind, body: RoledBody, tools: readonly RoledBody[]): RoledBody {
  const { shape, history } = runBoolean(
    kernel,
    own,
    kind,
    [body.shape],
    tools.map((tool) => tool.shape),
  );
  const claims = [body, ...tools].flatMap(({ shape: source, roles }) => {
    const faces = facesOf(kernel, own, source).map((face, index) => ({ face, name: roles[index] ?? "face" }));
    return claimsFromHistory(kernel, own, history, faces);
  });
  return {
    shape,
    roles: rolesOf(
      kernel,
      own,
      shape,
      claims.map(({ face, name }) => [face, name]),
    ),
  };
}
