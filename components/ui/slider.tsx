import { Slider as Radix } from "radix-ui";

interface SliderProps {
  label: string;
  valueText: string;
  value: number;
  min: number;
  max: number;
  step: number;
  disabled?: boolean;
  onChange: (value: number) => void;
  /** The hand let go. */
  onCommit: (value: number) => void;
}

export function Slider({ label, valueText, value, min, max, step, disabled = false, onChange, onCommit }: SliderProps) {
  return (
    <Radix.Root
      className="relative flex h-5 w-full touch-none select-none items-center data-[disabled]:opacity-45"
      value={[value]}
      min={min}
      max={max}
      step={step}
      disabled={disabled}
      onValueChange={([next]) => next !== undefined && onChange(next)}
      onValueCommit={([next]) => next !== undefined && onCommit(next)}
    >
      <Radix.Track className="relative h-1 grow rounded-full bg-line">
        <Radix.Range className="absolute h-full rounded-full bg-ink-faint" />
      </Radix.Track>
      <Radix.Thumb
        aria-label={label}
        aria-valuetext={valueText}
        className="block size-3.5 rounded-full border border-line-strong bg-surface-raised shadow-lift hover:border-ink-faint"
      />
    </Radix.Root>
  );
}
