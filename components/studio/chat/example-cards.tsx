"use client";

import Image from "next/image";
import { EXAMPLES } from "@/components/studio/examples";

interface ExampleCardsProps {
  /** Slugs whose picture exists. */
  thumbnails: string[];
  onRun: (prompt: string) => void;
}

/** Four parts that one click designs. */
export function ExampleCards({ thumbnails, onRun }: ExampleCardsProps) {
  return (
    <ul className="grid grid-cols-2 gap-2">
      {EXAMPLES.map(({ slug, title, prompt }) => (
        <li key={slug} className="flex">
          <button
            type="button"
            data-testid={`example-${slug}`}
            onClick={() => onRun(prompt)}
            className="flex w-full flex-col overflow-hidden rounded-lg border bg-surface-raised text-left shadow-lift transition-colors duration-75 hover:border-line-strong hover:bg-surface-sunken"
          >
            {thumbnails.includes(slug) ? (
              <span className="block w-full border-b bg-canvas">
                <Image
                  src={`/examples/${slug}.png`}
                  alt=""
                  width={480}
                  height={360}
                  unoptimized
                  loading="eager"
                  className="aspect-4/3 w-full object-contain p-1"
                />
              </span>
            ) : null}
            <span className="flex flex-1 flex-col gap-0.5 p-2.5">
              <span className="text-sm font-medium">{title}</span>
              <span className="line-clamp-2 text-xs text-ink-soft">{prompt}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
