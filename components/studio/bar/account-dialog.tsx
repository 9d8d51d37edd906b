"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { asRequestError } from "@/components/studio/data/api";
import { register, signIn } from "@/components/studio/data/session";
import { useStudio } from "@/components/studio/data/store";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/text-field";

export type AccountDialogMode = "register" | "sign-in";

interface AccountDialogProps {
  mode: AccountDialogMode | null;
  onModeChange: (mode: AccountDialogMode | null) => void;
}

const WORDS = {
  register: {
    title: "Create an account",
    description: "Your parts and credits stay where they are.",
    submit: "Create account",
    other: "I have an account",
  },
  "sign-in": {
    title: "Sign in",
    description: "The parts of this guest stay with the guest.",
    submit: "Sign in",
    other: "Create an account",
  },
} as const;

export function AccountDialog({ mode, onModeChange }: AccountDialogProps) {
  const words = WORDS[mode ?? "register"];
  return (
    <Dialog
      open={mode !== null}
      onOpenChange={(open) => onModeChange(open ? "register" : null)}
      title={words.title}
      description={words.description}
    >
      {mode === null ? null : <AccountForm key={mode} mode={mode} onModeChange={onModeChange} />}
    </Dialog>
  );
}

function AccountForm({ mode, onModeChange }: { mode: AccountDialogMode; onModeChange: (mode: AccountDialogMode | null) => void }) {
  const id = useId();
  const client = useQueryClient();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const submit = useMutation({
    mutationFn: () => (mode === "register" ? register(email, password) : signIn(email, password)),
    onSuccess: async () => {
      if (mode === "sign-in") useStudio.getState().openConversation(null);
      await client.resetQueries();
      onModeChange(null);
    },
  });
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        submit.mutate();
      }}
    >
      <label className="flex flex-col gap-1 text-xs font-medium text-ink-soft" htmlFor={`${id}-email`}>
        E-mail
        <TextField
          id={`${id}-email`}
          type="email"
          autoComplete="email"
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
      </label>
      <label className="flex flex-col gap-1 text-xs font-medium text-ink-soft" htmlFor={`${id}-password`}>
        Password
        <TextField
          id={`${id}-password`}
          type="password"
          autoComplete={mode === "register" ? "new-password" : "current-password"}
          required
          minLength={mode === "register" ? 8 : 1}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        {mode === "register" ? <span className="font-normal text-ink-faint">At least 8 characters</span> : null}
      </label>
      {submit.error === null ? null : (
        <p role="alert" className="text-sm text-danger">
          {asRequestError(submit.error).message}
        </p>
      )}
      <div className="flex items-center justify-between gap-2 pt-1">
        <Button tone="quiet" className="-ml-2" onClick={() => onModeChange(mode === "register" ? "sign-in" : "register")}>
          {WORDS[mode].other}
        </Button>
        <Button tone="primary" type="submit" disabled={submit.isPending}>
          {submit.isPending ? "One moment…" : WORDS[mode].submit}
        </Button>
      </div>
    </form>
  );
}
