"use client";

import { Coins } from "lucide-react";
import { useState } from "react";
import { asRequestError, type Me } from "@/components/studio/data/api";
import { useTopUp } from "@/components/studio/data/queries";
import { Button } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";

/** Room for three digits, so that nothing moves when the number arrives or changes. */
export const CREDITS_WIDTH = "min-w-17 lg:min-w-29";

/** Credits left, and how to get more. */
export function Credits({ me }: { me: Me }) {
  const [open, setOpen] = useState(false);
  const { credits } = me.account;
  return (
    <Popover
      label="Credits"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button tone="quiet" data-testid="credits" className={CREDITS_WIDTH}>
          <Coins aria-hidden className="size-4 stroke-[1.75]" />
          <span className={credits === 0 ? "text-accent-ink" : undefined}>{credits}</span>
          <span className="max-lg:sr-only">{credits === 1 ? "credit" : "credits"}</span>
        </Button>
      }
    >
      <p className="text-sm font-medium">{credits === 1 ? "1 credit left" : `${credits} credits left`}</p>
      <p className="mt-0.5 mb-3 text-xs text-ink-soft">
        One credit is one new part or change in words. It comes back when a part fails or a question is asked. Undo and new values of
        parameters are free.
      </p>
      {me.free_top_up ? (
        <TopUpButton onDone={() => setOpen(false)} />
      ) : (
        <p className="text-xs text-ink-soft">This instance sells credits through its operator.</p>
      )}
    </Popover>
  );
}

export function TopUpButton({ onDone }: { onDone?: () => void }) {
  const topUp = useTopUp();
  return (
    <>
      <Button
        tone="primary"
        disabled={topUp.isPending}
        data-testid="top-up"
        onClick={() => topUp.mutate(undefined, { onSuccess: () => onDone?.() })}
      >
        {topUp.isPending ? "Adding…" : "Add 100 free credits"}
      </Button>
      {topUp.error === null ? null : (
        <p role="alert" className="mt-2 text-xs text-danger">
          {asRequestError(topUp.error).message}
        </p>
      )}
    </>
  );
}
