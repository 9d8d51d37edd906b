"use client";

import { useQueryClient } from "@tanstack/react-query";
import { CircleUser, Keyboard, LogIn, LogOut, Monitor, Moon, Sun, UserPlus } from "lucide-react";
import { useState } from "react";
import type { Me } from "@/components/studio/data/api";
import type { LengthUnit } from "@/components/studio/data/format";
import { signOut } from "@/components/studio/data/session";
import { useStudio } from "@/components/studio/data/store";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/menu";
import { toast } from "@/components/ui/toaster";
import { setTheme, useTheme } from "@/components/ui/use-theme";
import { AccountDialog, type AccountDialogMode } from "./account-dialog";
import { ShortcutsDialog } from "./shortcuts-dialog";

const THEMES = [
  { value: "system", label: "Like the system", icon: <Monitor aria-hidden /> },
  { value: "light", label: "Light", icon: <Sun aria-hidden /> },
  { value: "dark", label: "Dark", icon: <Moon aria-hidden /> },
] as const;

const UNITS = [
  { value: "mm", label: "Millimetres" },
  { value: "in", label: "Inches" },
] as const satisfies readonly { value: LengthUnit; label: string }[];

export function AccountMenu({ me }: { me: Me | undefined }) {
  const theme = useTheme();
  const units = useStudio((state) => state.units);
  const client = useQueryClient();
  const [dialog, setDialog] = useState<AccountDialogMode | "shortcuts" | null>(null);
  const leave = async () => {
    try {
      await signOut();
      useStudio.getState().openConversation(null);
      client.clear();
    } catch {
      toast("Signing out did not work. Try again.");
    }
  };
  return (
    <>
      <Menu
        className="w-60"
        trigger={<IconButton label="Account and settings" icon={<CircleUser aria-hidden />} data-testid="account-menu" />}
      >
        <MenuLabel>{me?.account.kind === "registered" ? me.account.email : "You are a guest in this browser"}</MenuLabel>
        {me?.account.kind === "registered" ? (
          <MenuItem onSelect={() => void leave()}>
            <LogOut aria-hidden /> Sign out
          </MenuItem>
        ) : (
          <>
            <MenuItem onSelect={() => setDialog("register")}>
              <UserPlus aria-hidden /> Create account
            </MenuItem>
            <MenuItem onSelect={() => setDialog("sign-in")}>
              <LogIn aria-hidden /> Sign in
            </MenuItem>
          </>
        )}
        <MenuSeparator />
        <MenuLabel>Units</MenuLabel>
        <MenuChoice
          label="Units"
          value={units}
          options={UNITS}
          onChange={(value) => useStudio.getState().set({ units: value === "in" ? "in" : "mm" })}
        />
        <MenuSeparator />
        <MenuLabel>Theme</MenuLabel>
        <MenuChoice
          label="Theme"
          value={theme}
          options={THEMES}
          onChange={(value) => setTheme(value === "light" || value === "dark" ? value : "system")}
        />
        <MenuSeparator />
        <MenuItem onSelect={() => setDialog("shortcuts")}>
          <Keyboard aria-hidden /> Keyboard shortcuts
        </MenuItem>
      </Menu>
      <AccountDialog mode={dialog === "shortcuts" ? null : dialog} onModeChange={setDialog} />
      <ShortcutsDialog open={dialog === "shortcuts"} onOpenChange={(open) => setDialog(open ? "shortcuts" : null)} />
    </>
  );
}
