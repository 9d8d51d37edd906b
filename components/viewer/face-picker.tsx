"use client";

import { useThree } from "@react-three/fiber";
import { useEffect } from "react";
import type { Camera } from "three";
import type { PartModel } from "./core/part-model";
import { pickFace, screenRay } from "./core/pick";
import type { ViewerStore } from "./core/store";
import { cameraView } from "./core/visible-point";

/** Movement below which a press is a click and not a turn of the camera. */
const CLICK_SLOP_PX = 4;

function faceUnder(model: PartModel, camera: Camera, canvas: HTMLCanvasElement, event: PointerEvent): string | null {
  const box = canvas.getBoundingClientRect();
  const x = ((event.clientX - box.left) / box.width) * 2 - 1;
  const y = 1 - ((event.clientY - box.top) / box.height) * 2;
  return pickFace(model, screenRay(cameraView(camera), x, y))?.face.label ?? null;
}

/** Turns the pointer into hovered and selected faces. */
export function FacePicker({ model, store }: { model: PartModel; store: ViewerStore }) {
  const { gl, get } = useThree();
  useEffect(() => {
    const canvas = gl.domElement;
    let pressed: { x: number; y: number } | null = null;
    let frame = 0;
    const hover = (event: PointerEvent) => {
      if (event.pointerType === "touch" || event.buttons !== 0) return;
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => store.getState().hover(faceUnder(model, get().camera, canvas, event)));
    };
    const leave = () => {
      cancelAnimationFrame(frame);
      store.getState().hover(null);
    };
    const press = (event: PointerEvent) => {
      pressed = event.button === 0 ? { x: event.clientX, y: event.clientY } : null;
    };
    const release = (event: PointerEvent) => {
      const start = pressed;
      pressed = null;
      if (start === null || Math.hypot(event.clientX - start.x, event.clientY - start.y) > CLICK_SLOP_PX) return;
      store.getState().click(faceUnder(model, get().camera, canvas, event), event.shiftKey);
    };
    canvas.addEventListener("pointermove", hover);
    canvas.addEventListener("pointerleave", leave);
    canvas.addEventListener("pointerdown", press);
    canvas.addEventListener("pointerup", release);
    return () => {
      cancelAnimationFrame(frame);
      canvas.removeEventListener("pointermove", hover);
      canvas.removeEventListener("pointerleave", leave);
      canvas.removeEventListener("pointerdown", press);
      canvas.removeEventListener("pointerup", release);
    };
  }, [model, store, gl, get]);
  return null;
}
