"use client";

import { useEffect, useId, useRef, useState } from "react";
import type { PartParameter } from "@/components/studio/data/api";
import { lengthNumber, readableName } from "@/components/studio/data/format";
import { parameterRange, shownUnit, toShown, toStored } from "@/components/studio/data/parameter-range";
import { useStudio } from "@/components/studio/data/store";
import { Slider } from "@/components/ui/slider";

const SOURCES: Record<string, string> = {
  prompt: "from your words",
  standard: "from a standard",
  default: "assumed",
  derived: "follows others",
  user: "set by you",
};

interface ParameterRowProps {
  parameter: PartParameter;
  /** Sent and not yet built. */
  pendingValue: number | undefined;
  isDisabled: boolean;
  onCommit: (value: number) => void;
}

function textOf(parameter: PartParameter, key: string): string | undefined {
  const value = parameter[key];
  return typeof value === "string" ? value : undefined;
}

function numberOf(parameter: PartParameter, key: string): number | undefined {
  const value = parameter[key];
  return typeof value === "number" ? value : undefined;
}

/** A parameter: name, source, slider, number with unit. */
export function ParameterRow({ parameter, pendingValue, isDisabled, onCommit }: ParameterRowProps) {
  const { name, value, unit, expression } = parameter;
  const units = useStudio((state) => state.units);
  const id = useId();
  const [dragged, setDragged] = useState<number | null>(null);
  const range = useStableRange(parameter);
  const shown = dragged ?? pendingValue ?? value;
  const isDerived = expression !== undefined;
  const label = parameter.label ?? readableName(name);
  const source = textOf(parameter, "source");
  // Keys commit before they change: what the hand left behind goes when the value is known, sent or built.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the change itself is the signal
  useEffect(() => setDragged(null), [value, pendingValue]);
  const commit = (next: number) => {
    setDragged(null);
    if (next !== value || pendingValue !== undefined) onCommit(next);
  };
  return (
    <div className="border-b px-4 py-2.5 last:border-b-0" data-testid={`parameter-${name}`}>
      <div className="flex items-center justify-between gap-3">
        <label htmlFor={id} className="min-w-0 flex-1">
          <span className="block truncate text-sm">{label}</span>
          <span className="block truncate text-2xs text-ink-faint">
            {isDerived ? `= ${expression.replace(/^=/, "")}` : (textOf(parameter, "note") ?? SOURCES[source ?? ""] ?? "")}
          </span>
        </label>
        <NumberBox
          id={id}
          parameter={parameter}
          shownText={unit === "mm" ? lengthNumber(shown, units) : String(Number(shown.toFixed(3)))}
          isDisabled={isDisabled || isDerived}
          onCommit={commit}
        />
      </div>
      {isDerived ? null : (
        <Slider
          label={label}
          valueText={`${Number(toShown(shown, unit, units).toFixed(3))} ${shownUnit(unit, units)}`}
          value={shown}
          disabled={isDisabled}
          onChange={setDragged}
          onCommit={commit}
          {...range}
        />
      )}
    </div>
  );
}

/** The range stays while the value moves, else the slider would run away under the hand. */
function useStableRange(parameter: PartParameter) {
  const fresh = parameterRange({
    value: parameter.value,
    unit: parameter.unit,
    min: numberOf(parameter, "min"),
    max: numberOf(parameter, "max"),
    step: numberOf(parameter, "step"),
  });
  const [range, setRange] = useState(fresh);
  const isInside = parameter.value >= range.min && parameter.value <= range.max;
  useEffect(() => {
    if (!isInside) setRange(fresh);
  });
  return isInside ? range : fresh;
}

interface NumberBoxProps {
  id: string;
  parameter: PartParameter;
  shownText: string;
  isDisabled: boolean;
  onCommit: (value: number) => void;
}

function NumberBox({ id, parameter: { name, unit }, shownText, isDisabled, onCommit }: NumberBoxProps) {
  const units = useStudio((state) => state.units);
  const wanted = useStudio((state) => state.focusedParameter === name);
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const number = Number((typed ?? "").replace(",", "."));
  const isWrong = typed !== null && (typed.trim() === "" || !Number.isFinite(number) || (unit === "count" && !Number.isInteger(number)));
  useEffect(() => {
    if (!wanted) return;
    input.current?.focus();
    input.current?.select();
    useStudio.getState().set({ focusedParameter: null });
  }, [wanted]);
  const keep = () => {
    if (typed !== null && !isWrong && typed !== shownText) onCommit(toStored(number, unit, units));
    setTyped(null);
  };
  const unitText = shownUnit(unit, units);
  return (
    <span className="flex h-7 w-26 shrink-0 items-center rounded-md border border-line-strong bg-surface pr-2 has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-focus has-[[aria-invalid]]:border-danger">
      <input
        ref={input}
        id={id}
        inputMode="decimal"
        autoComplete="off"
        disabled={isDisabled}
        aria-invalid={isWrong || undefined}
        value={typed ?? shownText.replace(/\s/g, "")}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === "Enter") keep();
          if (event.key === "Escape") setTyped(null);
        }}
        className="h-full min-w-0 flex-1 rounded-md bg-transparent px-2 text-right text-sm focus-visible:outline-none disabled:text-ink-faint"
      />
      <span aria-hidden className="w-6 text-left text-xs text-ink-faint">
        {unitText}
      </span>
    </span>
  );
}
