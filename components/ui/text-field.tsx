import clsx from "clsx";
import type { InputHTMLAttributes, Ref } from "react";

interface TextFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  ref?: Ref<HTMLInputElement>;
  invalid?: boolean;
}

export function TextField({ className, invalid = false, ...rest }: TextFieldProps) {
  return (
    <input
      aria-invalid={invalid || undefined}
      className={clsx(
        "h-8 w-full rounded-md border bg-surface px-2.5 text-sm text-ink focus-visible:outline-offset-0",
        invalid ? "border-danger" : "border-line-strong",
        className,
      )}
      {...rest}
    />
  );
}
