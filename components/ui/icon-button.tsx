import clsx from "clsx";
import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import { Button } from "./button";
import { Tooltip } from "./tooltip";

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "children"> {
  label: string;
  shortcut?: string;
  icon: ReactNode;
  side?: "top" | "bottom" | "left" | "right";
  size?: "sm" | "md";
  /** Makes it a toggle. */
  pressed?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

/** A square button with an icon, a name for assistive technology and a tooltip for everybody else. */
export function IconButton({ label, shortcut, icon, side, size = "md", pressed, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip label={label} shortcut={shortcut} side={side ?? "bottom"}>
      <Button
        tone="quiet"
        size={size}
        aria-label={label}
        aria-pressed={pressed}
        className={clsx(
          size === "sm" ? "w-7 px-0!" : "w-8 px-0!",
          pressed === true && "bg-surface-hover text-ink",
          "[&_svg]:size-4 [&_svg]:stroke-[1.75]",
          className,
        )}
        {...rest}
      >
        {icon}
      </Button>
    </Tooltip>
  );
}
