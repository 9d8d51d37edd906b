import clsx from "clsx";
import type { ReactNode } from "react";

export function Kbd({ children, inverse = false }: { children: ReactNode; inverse?: boolean }) {
  return (
    <kbd
      className={clsx(
        "inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-sm px-1 font-sans text-2xs",
        inverse ? "bg-ink-inverse/20 text-ink-inverse" : "border border-line bg-surface-sunken text-ink-soft",
      )}
    >
      {children}
    </kbd>
  );
}
