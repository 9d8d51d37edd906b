import type { TopoDS_Face } from "opencascade.js";
import type { Kernel } from "./kernel";

/** Surface parameters of a meshed face's nodes, flat u, v, in the order of its triangulation. */
export function triangulationUvs(kernel: Kernel, face: TopoDS_Face): number[] {
  return kernel.scope((own) => {
    const { oc } = kernel;
    const mesh = oc.BRep_Tool.Triangulation(face, own(new oc.TopLoc_Location()), 0);
    if (!mesh) return [];
    own(mesh);
    if (!mesh.HasUVNodes()) return [];
    const uvs: number[] = [];
    for (let node = 1; node <= mesh.NbNodes(); node++) {
      const uv = mesh.UVNode(node);
      uvs.push(uv.X(), uv.Y());
      uv.delete();
    }
    return uvs;
  });
}
