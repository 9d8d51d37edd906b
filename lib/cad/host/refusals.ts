import { ApiError } from "@/lib/core/errors";
import { failed } from "./messages";

export function hostLost(message: string): ReturnType<typeof failed> {
  return failed("HOST_LOST", message);
}

export function quarantined(minutes: number): ReturnType<typeof failed> {
  return failed(
    "QUARANTINED",
    `This input stopped the geometry kernel twice and is refused for ${minutes} more minutes. Change it to try again now.`,
  );
}

export function stopped(): ApiError {
  return new ApiError("SERVICE_UNAVAILABLE", "The server is stopping. Try again in a few seconds.", { retryAfterS: 5 });
}

/** @param waitMs kernel time that is asked for already, by worker */
export function queueFull(waitMs: number): ApiError {
  const retryAfterS = Math.min(60, Math.max(2, Math.ceil(waitMs / 1_000)));
  return new ApiError("SERVICE_UNAVAILABLE", "Too many parts are being made at the moment. Try again shortly.", {
    retryAfterS,
    details: { reason: "QUEUE_FULL" },
  });
}

export function tooMuch(estimatedMs: number, limitMs: number): ReturnType<typeof failed> {
  const seconds = (ms: number) => Math.ceil(ms / 1_000);
  return failed(
    "LIMIT_EXCEEDED",
    `This would take the geometry kernel about ${seconds(estimatedMs)} s; at most ${seconds(limitMs)} s are given. Fewer holes or copies at once would do.`,
  );
}
