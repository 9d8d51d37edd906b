import clsx from "clsx";
import type { ButtonHTMLAttributes, Ref } from "react";

export type ButtonTone = "primary" | "plain" | "quiet" | "danger";

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  tone?: ButtonTone;
  size?: "sm" | "md";
  ref?: Ref<HTMLButtonElement>;
}

const TONES: Record<ButtonTone, string> = {
  primary: "bg-ink text-ink-inverse hover:bg-ink/85 active:bg-ink/75",
  plain: "border border-line-strong bg-surface-raised text-ink shadow-lift hover:bg-surface-hover active:bg-line",
  quiet: "text-ink-soft hover:bg-surface-hover hover:text-ink active:bg-line data-[state=open]:bg-surface-hover data-[state=open]:text-ink",
  danger: "bg-danger text-surface hover:opacity-90",
};

/** The one button. `quiet` for bars and lists, `primary` at most once a panel. */
export function Button({ tone = "plain", size = "md", className, type = "button", ...rest }: ButtonProps) {
  return (
    <button
      type={type}
      className={clsx(
        "inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md font-medium transition-colors duration-75",
        "disabled:pointer-events-none disabled:opacity-45",
        size === "sm" ? "h-7 px-2 text-xs" : "h-8 px-2.5 text-sm",
        TONES[tone],
        className,
      )}
      {...rest}
    />
  );
}
