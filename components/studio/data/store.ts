import { create } from "zustand";
import { createViewerStore } from "@/components/viewer/core/store";
import type { RequestError } from "./api";
import type { LengthUnit } from "./format";

export type PanelTab = "chat" | "parameters" | "features" | "inspect";

/** A job that this page has sent or found unfinished. */
export interface ActiveJob {
  jobId: string;
  conversationId: string;
  prompt: string;
  selectedFaces: string[];
  /** Set when sliders and not words asked for it. */
  parameters: Record<string, number> | null;
  startedMs: number;
}

/** A job that gave nothing, kept until the conversation itself tells of it. */
export interface FailedJob {
  jobId: string;
  conversationId: string;
  prompt: string;
  error: string;
}

/** What was typed and not yet answered with a job id. */
export interface Submission {
  prompt: string;
  selectedFaces: string[];
  parameters: Record<string, number> | null;
}

interface StudioState {
  conversationId: string | null;
  /** Revision looked at; null means the newest. */
  viewedRevision: number | null;
  listOpen: boolean;
  tab: PanelTab;
  units: LengthUnit;
  draft: string;
  submission: Submission | null;
  jobs: Record<string, ActiveJob>;
  failures: FailedJob[];
  /** Why the last thing that was sent did not start. */
  problem: RequestError | null;
  /** Raised when something other than typing wants the prompt box to have the focus. */
  promptFocus: number;
  /** Parameter that an assumption pointed at. */
  focusedParameter: string | null;
  openConversation: (id: string | null) => void;
  set: (change: Partial<StudioState>) => void;
  putInPrompt: (text: string) => void;
  startJob: (job: ActiveJob) => void;
  endJob: (conversationId: string) => void;
  failJob: (failure: FailedJob) => void;
}

/** View state of the studio; what the server knows is in the query cache. */
export const useStudio = create<StudioState>()((set) => ({
  conversationId: null,
  viewedRevision: null,
  listOpen: true,
  tab: "chat",
  units: "mm",
  draft: "",
  submission: null,
  jobs: {},
  failures: [],
  problem: null,
  promptFocus: 0,
  focusedParameter: null,
  openConversation: (id) => {
    viewerStore.getState().clear();
    set(({ promptFocus }) => ({
      conversationId: id,
      viewedRevision: null,
      problem: null,
      draft: "",
      tab: "chat",
      focusedParameter: null,
      promptFocus: promptFocus + 1,
    }));
  },
  set: (change) => set(change),
  putInPrompt: (text) => set(({ promptFocus }) => ({ draft: text, tab: "chat", promptFocus: promptFocus + 1 })),
  startJob: (job) => set(({ jobs }) => ({ jobs: { ...jobs, [job.conversationId]: job } })),
  endJob: (conversationId) =>
    set(({ jobs }) => ({ jobs: Object.fromEntries(Object.entries(jobs).filter(([id]) => id !== conversationId)) })),
  failJob: (failure) => set(({ failures }) => ({ failures: [...failures.filter((one) => one.jobId !== failure.jobId), failure] })),
}));

/** The 3D view's own state; one view a room. */
export const viewerStore = createViewerStore();
