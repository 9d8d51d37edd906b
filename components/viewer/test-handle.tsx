"use client";

import { useFrame, useThree } from "@react-three/fiber";
import { type RefObject, useEffect, useRef } from "react";
import type { PartModel } from "./core/part-model";
import type { ViewerStore } from "./core/store";
import { visiblePointOf } from "./core/visible-point";

/** What a browser test may ask of the view, so that it waits on state and not on frames. Reads only. */
export interface PartwrightHandle {
  /** The part of `key` is drawn and the camera stands still. */
  readonly ready: boolean;
  readonly key: string;
  readonly faces: { label: string; name: string }[];
  readonly selection: string[];
  readonly hovered: string | null;
  readonly triangles: number;
  /** A pixel of the page that lies on a face that is really seen; null when it is hidden. */
  screenPointOf: (label: string) => { x: number; y: number } | null;
}

declare global {
  interface Window {
    __partwright?: PartwrightHandle;
  }
}

interface TestHandleProps {
  model: PartModel;
  modelKey: string;
  store: ViewerStore;
  movingRef: RefObject<boolean>;
}

export function TestHandle({ model, modelKey, store, movingRef }: TestHandleProps) {
  const { gl, get, invalidate } = useThree();
  const drawn = useRef<PartModel | null>(null);
  useFrame(() => {
    drawn.current = model;
  });
  useEffect(() => {
    const handle: PartwrightHandle = {
      get ready() {
        return drawn.current === model && !movingRef.current;
      },
      key: modelKey,
      faces: [...model.faces.values()].map(({ label, name }) => ({ label, name })),
      get selection() {
        return store.getState().selected;
      },
      get hovered() {
        return store.getState().hovered;
      },
      triangles: model.triangles,
      screenPointOf: (label) => screenPointOf(label, model, get().camera, gl.domElement),
    };
    window.__partwright = handle;
    invalidate();
    return () => {
      if (window.__partwright === handle) delete window.__partwright;
    };
  }, [model, modelKey, store, movingRef, gl, get, invalidate]);
  return null;
}

function screenPointOf(
  label: string,
  model: PartModel,
  camera: Parameters<typeof visiblePointOf>[2],
  canvas: HTMLCanvasElement,
): { x: number; y: number } | null {
  const box = canvas.getBoundingClientRect();
  const toPage = ({ x, y }: { x: number; y: number }) => ({
    x: Math.round(box.left + ((x + 1) / 2) * box.width),
    y: Math.round(box.top + ((1 - y) / 2) * box.height),
  });
  const point = visiblePointOf(model, label, camera, (candidate) => {
    const { x, y } = toPage(candidate);
    return document.elementFromPoint(x, y) === canvas;
  });
  return point === null ? null : toPage(point);
}
