"use client";

import { useState } from "react";

/** A picture of a part, or the quiet place for one: there is none yet, or its signed address has expired. */
export function Thumbnail({ url, className = "h-9 w-12" }: { url: string | null | undefined; className?: string }) {
  const [failedUrl, setFailedUrl] = useState<string | null>(null);
  return (
    <span className={`flex shrink-0 items-center justify-center overflow-hidden rounded-md border bg-canvas ${className}`}>
      {url === null || url === undefined || url === failedUrl ? null : (
        // biome-ignore lint/performance/noImgElement: signed addresses on any host, already small
        <img src={url} alt="" loading="lazy" className="size-full object-contain" onError={() => setFailedUrl(url)} />
      )}
    </span>
  );
}
