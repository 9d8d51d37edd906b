"use client";

import { useEffect, useMemo } from "react";
import { BufferGeometry, DoubleSide } from "three";
import { LineMaterial } from "three/examples/jsm/lines/LineMaterial.js";
import { LineSegments2 } from "three/examples/jsm/lines/LineSegments2.js";
import { LineSegmentsGeometry } from "three/examples/jsm/lines/LineSegmentsGeometry.js";
import { useStore } from "zustand";
import type { EdgeSet, FacePatch, PartModel } from "./core/part-model";
import type { ViewerStore } from "./core/store";
import type { Palette } from "./palette";

interface PartMeshProps {
  model: PartModel;
  store: ViewerStore;
  palette: Palette;
}

/** The part: shaded bodies, B-rep edges, and the faces that are hovered or selected drawn once more in colour. */
export function PartMesh({ model, store, palette }: PartMeshProps) {
  const hovered = useStore(store, (state) => state.hovered);
  const selected = useStore(store, (state) => state.selected);
  return (
    <>
      {model.bodies.map((body) => (
        <mesh key={body.geometry.uuid} geometry={body.geometry} matrix={body.matrix} matrixAutoUpdate={false} dispose={null}>
          <meshStandardMaterial
            color={palette.part}
            roughness={0.62}
            metalness={0.04}
            side={DoubleSide}
            polygonOffset
            polygonOffsetFactor={2}
            polygonOffsetUnits={2}
          />
        </mesh>
      ))}
      {model.edges.map((edges, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: edge sets have no identity but their place in the file
        <EdgeLines key={at} edges={edges} colour={palette.edge} />
      ))}
      {selected.map((label) => (
        <FaceOverlay key={label} face={model.faces.get(label)} colour={palette.selected} />
      ))}
      {hovered === null || selected.includes(hovered) ? null : <FaceOverlay face={model.faces.get(hovered)} colour={palette.hover} />}
    </>
  );
}

function EdgeLines({ edges, colour }: { edges: EdgeSet; colour: string }) {
  const lines = useMemo(() => {
    const object = new LineSegments2(new LineSegmentsGeometry().setPositions(edges.positions), new LineMaterial());
    object.matrixAutoUpdate = false;
    object.matrix.copy(edges.matrix);
    object.renderOrder = 2;
    return object;
  }, [edges]);
  useEffect(
    () => () => {
      lines.geometry.dispose();
      lines.material.dispose();
    },
    [lines],
  );
  return <primitive object={lines} material-color={colour} material-linewidth={1.25} dispose={null} />;
}

/** Kept for as long as their face: disposing one would take the buffers it shares with the body off the card. */
const overlayGeometries = new WeakMap<FacePatch, BufferGeometry>();

function overlayGeometryOf(face: FacePatch): BufferGeometry {
  const known = overlayGeometries.get(face);
  if (known !== undefined) return known;
  const geometry = new BufferGeometry();
  geometry.setIndex(face.body.geometry.index);
  geometry.setAttribute("position", face.body.geometry.getAttribute("position"));
  geometry.setAttribute("normal", face.body.geometry.getAttribute("normal"));
  geometry.setDrawRange(face.firstIndex, face.indexCount);
  geometry.boundingSphere = face.body.geometry.boundingSphere;
  overlayGeometries.set(face, geometry);
  return geometry;
}

function FaceOverlay({ face, colour }: { face: FacePatch | undefined; colour: string }) {
  if (face === undefined) return null;
  return (
    <mesh geometry={overlayGeometryOf(face)} matrix={face.body.matrix} matrixAutoUpdate={false} renderOrder={1} dispose={null}>
      <meshStandardMaterial
        color={colour}
        roughness={0.7}
        metalness={0}
        side={DoubleSide}
        polygonOffset
        polygonOffsetFactor={1}
        polygonOffsetUnits={1}
      />
    </mesh>
  );
}
