import Link from "next/link";

export default function NotFound() {
  return (
    <main className="flex h-dvh flex-col items-center justify-center gap-3 bg-canvas px-6 text-center">
      <p className="font-mono text-xs text-ink-faint">404</p>
      <h1 className="text-xl font-medium">There is no page at this address</h1>
      <p className="max-w-sm text-sm text-ink-soft">The link may be old, or the address may have a typing mistake in it.</p>
      <Link
        href="/"
        className="mt-2 inline-flex h-8 items-center rounded-md bg-ink px-3 text-sm font-medium text-ink-inverse hover:bg-ink-soft"
      >
        Open the studio
      </Link>
    </main>
  );
}
