import type { ReactNode } from "react";

/** A titled stretch of a panel. */
export function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className="border-b px-4 py-3 last:border-b-0">
      <div className="mb-1.5 flex min-h-7 items-center justify-between gap-2">
        <h2 className="text-sm font-medium">{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

/** One measured value: what, then how much. */
export function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex min-h-7 items-center justify-between gap-4 text-sm">
      <dt className="text-ink-soft">{label}</dt>
      <dd className="min-w-0 text-right">{children}</dd>
    </div>
  );
}

/** A panel that has nothing to show yet, and says when it will. */
export function EmptyPanel({ children }: { children: ReactNode }) {
  return <p className="px-8 py-16 text-center text-sm text-balance text-ink-soft">{children}</p>;
}

export const PANEL = "scroll-quiet h-full overflow-y-auto";
