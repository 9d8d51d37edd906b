"use client";

interface ErrorPageProps {
  error: Error & { digest?: string };
  reset: () => void;
}

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <main className="flex h-dvh flex-col items-center justify-center gap-3 bg-canvas px-6 text-center">
      <h1 className="text-xl font-medium">This page stopped working</h1>
      <p className="max-w-sm text-sm text-ink-soft">
        Your parts are stored on the server and are not affected. Try again, or reload the page.
      </p>
      {error.digest === undefined ? null : <p className="font-mono text-xs text-ink-faint">Reference {error.digest}</p>}
      <button
        type="button"
        onClick={reset}
        className="mt-2 inline-flex h-8 items-center rounded-md bg-ink px-3 text-sm font-medium text-ink-inverse hover:bg-ink-soft"
      >
        Try again
      </button>
    </main>
  );
}
