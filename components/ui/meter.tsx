import { Progress } from "radix-ui";

/** How far a piece of work is, 0 to 100. */
export function Meter({ label, percent }: { label: string; percent: number }) {
  const clamped = Math.min(100, Math.max(0, percent));
  return (
    <Progress.Root
      value={clamped}
      aria-label={label}
      getValueLabel={(done) => `${Math.round(done)} percent`}
      className="h-1 w-full overflow-hidden rounded-full bg-line"
    >
      <Progress.Indicator
        className="h-full w-full origin-left rounded-full bg-accent transition-transform duration-300 ease-out"
        style={{ transform: `scaleX(${clamped / 100})` }}
      />
    </Progress.Root>
  );
}
