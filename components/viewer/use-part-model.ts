"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { disposePartModel, type PartModel, readPartModel } from "./core/part-model";

/** A GLB to show. `key` names the bytes; `url` may be a fresh signature for the same ones. */
export interface PartSource {
  key: string;
  url: string;
}

const QUERY = "part-model";

async function loadPartModel(url: string, signal: AbortSignal): Promise<PartModel> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`The model file could not be loaded (status ${response.status}).`);
  return readPartModel(await response.arrayBuffer());
}

/** Loads a GLB; while the next one loads, the one before stays. Models nobody looks at are freed after a while. */
export function usePartModel(source: PartSource | null) {
  const client = useQueryClient();
  useEffect(
    () =>
      client.getQueryCache().subscribe((event) => {
        if (event.type !== "removed" || event.query.queryKey[0] !== QUERY) return;
        const model: PartModel | undefined = event.query.state.data;
        if (model !== undefined) disposePartModel(model);
      }),
    [client],
  );
  const query = useQuery({
    queryKey: [QUERY, source?.key ?? null],
    queryFn: ({ signal }) => (source === null ? null : loadPartModel(source.url, signal)),
    enabled: source !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 120_000,
    retry: 1,
    structuralSharing: false,
    placeholderData: source === null ? undefined : keepPreviousData,
  });
  // A fresh address for what could not be loaded is worth another try.
  const { isError, refetch } = query;
  const url = source?.url;
  const triedUrl = useRef(url);
  useEffect(() => {
    if (isError && url !== triedUrl.current) void refetch();
    triedUrl.current = url;
  }, [isError, url, refetch]);
  return query;
}
