import clsx from "clsx";
import { CircleAlert, Info } from "lucide-react";
import type { ReactNode } from "react";

interface NoticeProps {
  tone: "danger" | "info";
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  testId?: string;
}

/** A message that stays where the work is: what happened, then what can be done. */
export function Notice({ tone, title, children, actions, testId }: NoticeProps) {
  const Icon = tone === "danger" ? CircleAlert : Info;
  return (
    <div
      role={tone === "danger" ? "alert" : "status"}
      data-testid={testId}
      className={clsx(
        "flex gap-2 rounded-lg border p-3 text-sm",
        tone === "danger" ? "border-danger/30 bg-danger-soft" : "bg-surface-sunken",
      )}
    >
      <Icon aria-hidden className={clsx("mt-0.5 size-4 shrink-0", tone === "danger" ? "text-danger" : "text-ink-soft")} />
      <div className="min-w-0 flex-1">
        <p className="font-medium text-ink">{title}</p>
        {children === undefined ? null : <div className="mt-0.5 text-ink-soft">{children}</div>}
        {actions === undefined ? null : <div className="mt-2 flex flex-wrap gap-1.5">{actions}</div>}
      </div>
    </div>
  );
}
