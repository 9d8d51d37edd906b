"use client";

import { useFrame, useThree } from "@react-three/fiber";
import { type RefObject, useCallback, useEffect, useMemo, useRef } from "react";
import { type Box3, MOUSE, OrthographicCamera, PerspectiveCamera, TOUCH, Vector3 } from "three";
import { OrbitControls } from "three/examples/jsm/controls/OrbitControls.js";
import { useStore } from "zustand";
import type { CameraCommand, ViewerStore } from "./core/store";
import { blendPoses, distanceOf, FIELD_OF_VIEW_DEG, fitPose, heightAt, type Pose, type Projection, turnPose, VIEWS } from "./core/views";

interface CameraRigProps {
  store: ViewerStore;
  bounds: Box3;
  /** A new value fits the view anew; the same one keeps the eye where it is. */
  fitKey: string;
  reducedMotion: boolean;
  /** True while the camera moves by itself. */
  movingRef: RefObject<boolean>;
}

const MOVE_MS = 260;
const ease = (share: number) => 1 - (1 - share) ** 3;

type Lens = PerspectiveCamera | OrthographicCamera;

/** Two cameras that share one pose, the hand's controls, and moves on command. Z is up. */
export function CameraRig({ store, bounds, fitKey, reducedMotion, movingRef }: CameraRigProps) {
  const { gl, size, set, invalidate } = useThree();
  const projection = useStore(store, (state) => state.projection);
  const lenses = useMemo(createLenses, []);
  const lens: Lens = projection === "perspective" ? lenses.perspective : lenses.orthographic;
  const controls = useMemo(() => createControls(lenses.perspective), [lenses]);
  const pose = useRef<Pose | null>(null);
  const move = useRef<{ from: Pose; to: Pose; startMs: number } | null>(null);

  const show = useCallback(
    (next: Pose) => {
      pose.current = next;
      placeLens(lens, next, size, bounds);
      controls.object = lens;
      controls.target.copy(next.target);
      controls.update();
      invalidate();
    },
    [lens, size, bounds, controls, invalidate],
  );

  const go = useCallback(
    (to: Pose) => {
      const from = pose.current;
      if (from === null || reducedMotion) {
        show(to);
        return;
      }
      move.current = { from, to, startMs: performance.now() };
      movingRef.current = true;
      invalidate();
    },
    [show, reducedMotion, movingRef, invalidate],
  );

  useEffect(() => {
    controls.connect(gl.domElement);
    return () => controls.disconnect();
  }, [controls, gl]);

  // The hand moves the camera: remember where to, and draw.
  useEffect(() => {
    const followHand = () => {
      if (move.current !== null) return;
      pose.current = poseOf(lens, controls.target, size.height);
      placeLens(lens, pose.current, size, bounds);
      invalidate();
    };
    const takeOver = () => {
      move.current = null;
      movingRef.current = false;
    };
    controls.addEventListener("change", followHand);
    controls.addEventListener("start", takeOver);
    return () => {
      controls.removeEventListener("change", followHand);
      controls.removeEventListener("start", takeOver);
    };
  }, [controls, lens, size, bounds, invalidate, movingRef]);

  // Another lens or another size of the window: the same pose, and as much of the part along the narrower side.
  const narrowness = useRef(1);
  useEffect(() => {
    set({ camera: lens as never });
    const next = Math.min(1, size.width / Math.max(1, size.height));
    const growth = narrowness.current / next;
    narrowness.current = next;
    if (pose.current !== null) show({ ...pose.current, heightMm: pose.current.heightMm * growth });
  }, [lens, set, show, size]);

  useFit({ store, fitKey, bounds, size, pose, go });
  useCommands({ store, bounds, size, pose, go });

  useFrame(() => {
    if (move.current === null) return;
    const { from, to, startMs } = move.current;
    const share = Math.min(1, (performance.now() - startMs) / MOVE_MS);
    if (share === 1) {
      move.current = null;
      movingRef.current = false;
    }
    show(share === 1 ? to : blendPoses(from, to, ease(share)));
  });
  return null;
}

interface Movers {
  store: ViewerStore;
  bounds: Box3;
  size: { width: number; height: number };
  pose: RefObject<Pose | null>;
  go: (to: Pose) => void;
}

/** Fits a part when it is a new one, or when the old eye would no longer see it whole. */
function useFit({ store, fitKey, bounds, size, pose, go }: Movers & { fitKey: string }): void {
  const fitted = useRef<{ key: string; bounds: Box3 } | null>(null);
  const isReady = size.width > 0 && size.height > 0;
  useEffect(() => {
    if (!isReady) return;
    const before = fitted.current;
    if (before !== null && before.key === fitKey && isAlike(before.bounds, bounds)) return;
    fitted.current = { key: fitKey, bounds };
    const towardsEye = before?.key === fitKey && pose.current !== null ? pose.current.towardsEye : isometric();
    go(fitPose(bounds, towardsEye, size.width / size.height, store.getState().projection));
  }, [isReady, store, fitKey, bounds, size, pose, go]);
}

function useCommands({ store, bounds, size, pose, go }: Movers): void {
  const done = useRef(0);
  useEffect(() => {
    const obey = (command: CameraCommand | null) => {
      if (command === null || command.id === done.current || pose.current === null) return;
      done.current = command.id;
      go(poseAfter(command, pose.current, bounds, size.width / size.height, store.getState().projection));
    };
    obey(store.getState().command);
    return store.subscribe((state) => obey(state.command));
  }, [store, bounds, size, pose, go]);
}

function poseAfter(command: CameraCommand, pose: Pose, bounds: Box3, aspect: number, projection: Projection): Pose {
  if (command.kind === "turn" && command.turnDeg !== undefined) return turnPose(pose, command.turnDeg[0], command.turnDeg[1]);
  if (command.kind === "zoom") return { ...pose, heightMm: pose.heightMm * (command.factor ?? 1) };
  const towardsEye = command.view === undefined ? pose.towardsEye : new Vector3(...VIEWS[command.view].towardsEye);
  return fitPose(bounds, towardsEye, aspect, projection);
}

function isometric(): Vector3 {
  return new Vector3(...VIEWS.isometric.towardsEye);
}

function isAlike(a: Box3, b: Box3): boolean {
  const sizeA = a.getSize(new Vector3()).length();
  const sizeB = b.getSize(new Vector3()).length();
  const apart = a.getCenter(new Vector3()).distanceTo(b.getCenter(new Vector3()));
  return sizeB < sizeA * 1.35 && sizeB > sizeA * 0.55 && apart < sizeA * 0.35;
}

function createLenses(): { perspective: PerspectiveCamera; orthographic: OrthographicCamera } {
  const perspective = new PerspectiveCamera(FIELD_OF_VIEW_DEG);
  const orthographic = new OrthographicCamera();
  for (const lens of [perspective, orthographic]) lens.up.set(0, 0, 1);
  return { perspective, orthographic };
}

function createControls(lens: Lens): OrbitControls {
  const controls = new OrbitControls(lens);
  controls.enableDamping = false;
  controls.zoomToCursor = true;
  controls.zoomSpeed = 1.4;
  controls.mouseButtons = { LEFT: MOUSE.ROTATE, MIDDLE: MOUSE.PAN, RIGHT: MOUSE.PAN };
  controls.touches = { ONE: TOUCH.ROTATE, TWO: TOUCH.DOLLY_PAN };
  return controls;
}

function poseOf(lens: Lens, target: Vector3, heightPx: number): Pose {
  const toEye = lens.position.clone().sub(target);
  const heightMm = lens instanceof PerspectiveCamera ? heightAt(toEye.length()) : heightPx / lens.zoom;
  return { target: target.clone(), towardsEye: toEye.normalize(), heightMm };
}

function placeLens(lens: Lens, pose: Pose, size: { width: number; height: number }, bounds: Box3): void {
  const reachMm = bounds.getSize(new Vector3()).length() * 4 + bounds.getCenter(new Vector3()).distanceTo(pose.target);
  const distanceMm = distanceOf(pose.heightMm);
  if (lens instanceof PerspectiveCamera) {
    lens.position.copy(pose.target).addScaledVector(pose.towardsEye, distanceMm);
    lens.aspect = size.width / Math.max(1, size.height);
    lens.near = Math.max(distanceMm - reachMm, distanceMm / 200);
    lens.far = distanceMm + reachMm;
  } else {
    lens.position.copy(pose.target).addScaledVector(pose.towardsEye, Math.max(distanceMm, reachMm));
    lens.left = -size.width / 2;
    lens.right = size.width / 2;
    lens.top = size.height / 2;
    lens.bottom = -size.height / 2;
    lens.zoom = size.height / pose.heightMm;
    lens.near = -reachMm;
    lens.far = Math.max(distanceMm, reachMm) + reachMm;
  }
  lens.lookAt(pose.target);
  lens.updateProjectionMatrix();
  lens.updateMatrixWorld();
}
