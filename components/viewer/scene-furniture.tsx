"use client";

import { Html } from "@react-three/drei";
import { useFrame } from "@react-three/fiber";
import { useMemo, useRef } from "react";
import { type Box3, Color, type Group, ShaderMaterial } from "three";
import { dimensionLines } from "./core/dimensions";
import { groundGrid } from "./core/grid";
import type { Palette } from "./palette";

/** A soft studio that turns with the eye, so that no view of a part is a dark one. */
export function StudioLight() {
  const rig = useRef<Group>(null);
  useFrame(({ camera }) => {
    rig.current?.quaternion.copy(camera.quaternion);
  });
  return (
    <>
      <hemisphereLight args={["#ffffff", "#98a1b0", 1.4]} position={[0, 0, 1]} />
      <group ref={rig}>
        <directionalLight position={[-0.55, 0.8, 0.9]} intensity={1.9} />
        <directionalLight position={[0.9, -0.15, 0.5]} intensity={0.45} />
      </group>
    </>
  );
}

const GRID_VERTEX = `
attribute float strength;
varying float vStrength;
void main() {
  vStrength = strength;
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
}`;
const GRID_FRAGMENT = `
uniform vec3 colour;
varying float vStrength;
void main() {
  gl_FragColor = vec4(colour, vStrength * 0.5);
  #include <colorspace_fragment>
}`;

interface GridProps {
  extentMm: number;
  /** What the grid counts in. */
  unitMm: number;
  centre: { x: number; y: number };
  /** Height of the ground, mm. */
  z: number;
  colour: string;
}

/** The ground; its step is shown by the view. */
export function GroundGrid({ extentMm, unitMm, centre: { x, y }, z, colour }: GridProps) {
  const grid = useMemo(() => groundGrid(extentMm, { x, y }, unitMm), [extentMm, unitMm, x, y]);
  const material = useMemo(
    () =>
      new ShaderMaterial({
        vertexShader: GRID_VERTEX,
        fragmentShader: GRID_FRAGMENT,
        transparent: true,
        depthWrite: false,
        uniforms: { colour: { value: new Color(colour) } },
      }),
    [colour],
  );
  return (
    <lineSegments position={[0, 0, z]} material={material} renderOrder={-1}>
      <bufferGeometry key={`${extentMm} ${unitMm} ${x} ${y}`}>
        <bufferAttribute attach="attributes-position" args={[grid.positions, 3]} />
        <bufferAttribute attach="attributes-strength" args={[grid.strengths, 1]} />
      </bufferGeometry>
    </lineSegments>
  );
}

interface DimensionBoxProps {
  bounds: Box3;
  palette: Palette;
  formatLength: (lengthMm: number) => string;
}

/** Width, depth and height beside the part. */
export function DimensionBox({ bounds, palette, formatLength }: DimensionBoxProps) {
  const { positions, dimensions } = useMemo(() => dimensionLines(bounds), [bounds]);
  return (
    <>
      <lineSegments key={positions.join()}>
        <bufferGeometry>
          <bufferAttribute attach="attributes-position" args={[positions, 3]} />
        </bufferGeometry>
        <lineBasicMaterial color={palette.dimension} />
      </lineSegments>
      {dimensions.map(({ axis, sizeMm, middle }) => (
        <Html key={axis} position={middle} center zIndexRange={[5, 0]} className="pointer-events-none">
          <span className="rounded-sm bg-surface-raised px-1.5 py-0.5 text-2xs font-medium whitespace-nowrap text-ink shadow-pop">
            {formatLength(sizeMm)}
          </span>
        </Html>
      ))}
    </>
  );
}
