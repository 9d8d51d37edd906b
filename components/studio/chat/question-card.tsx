"use client";

import { CircleHelp } from "lucide-react";
import { useStudio } from "@/components/studio/data/store";
import { useGenerate } from "@/components/studio/data/use-generate";
import { Button } from "@/components/ui/button";
import type { Question } from "@/lib/contract/plan";

interface QuestionCardProps {
  summary: string;
  questions: Question[];
  /** Only the last question can still be answered. */
  isLast: boolean;
}

/** What must be known before there is a part, with answers to click. */
export function QuestionCard({ summary, questions, isLast }: QuestionCardProps) {
  const generate = useGenerate();
  const isBusy = useStudio((state) => state.submission !== null);
  const texts = questions.length === 0 ? [summary] : questions.map(({ text }) => text);
  const options = questions.flatMap((question) => question.options);
  return (
    <div className="rounded-lg border border-line-strong p-3" data-testid="question">
      <div className="flex gap-2">
        <CircleHelp aria-hidden className="mt-0.5 size-4 shrink-0 text-accent" />
        <div className="flex min-w-0 flex-col gap-1 text-sm">
          {texts.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </div>
      </div>
      {isLast && options.length > 0 ? (
        <div className="mt-2.5 flex flex-wrap gap-1.5 pl-6">
          {options.map((option) => (
            <Button
              key={option.reply}
              size="sm"
              disabled={isBusy}
              onClick={() => void generate({ prompt: option.reply, selectedFaces: [], parameters: null })}
              className="h-auto! min-h-7 whitespace-normal py-1 text-left"
            >
              {option.label}
              {option.default === true ? <span className="font-normal text-ink-faint">usual</span> : null}
            </Button>
          ))}
        </div>
      ) : null}
      {isLast ? <p className="mt-2 pl-6 text-xs text-ink-faint">Or answer in your own words. The credit came back.</p> : null}
    </div>
  );
}
