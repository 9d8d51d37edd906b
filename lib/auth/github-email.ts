import { z } from "zod";

const emails = z.array(z.object({ email: z.email(), primary: z.boolean(), verified: z.boolean() }));

/**
 * The primary e-mail of a GitHub user if GitHub has verified it, else null. The profile's own e-mail says nothing
 * about verification.
 * @source GitHub REST API, "List email addresses for the authenticated user"
 */
export async function verifiedGithubEmail(accessToken: string, apiUrl = "https://api.github.com"): Promise<string | null> {
  const response = await fetch(`${apiUrl}/user/emails`, {
    headers: { Authorization: `Bearer ${accessToken}`, Accept: "application/vnd.github+json" },
    redirect: "error",
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) return null;
  const parsed = emails.safeParse(await response.json());
  return parsed.success ? (parsed.data.find((entry) => entry.primary && entry.verified)?.email ?? null) : null;
}
