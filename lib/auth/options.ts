import type { AuthOptions, Session, User } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import GithubProvider from "next-auth/providers/github";
import GoogleProvider from "next-auth/providers/google";
import type { Account } from "@/lib/accounts";
import type { Env } from "@/lib/core/env";
import type { Logger } from "@/lib/core/logger";
import { verifiedGithubEmail } from "./github-email";

type Provider = AuthOptions["providers"][number];

/** What sign-in needs of the accounts, and of the limits that keep it from being hammered. */
export interface SignInServices {
  createGuest(): Promise<Account>;
  findAccount(accountId: string): Promise<Account | null>;
  verifyPassword(email: string, password: string): Promise<Account | null>;
  /** The account of a proved e-mail; the given guest becomes it where there is none yet. */
  findOrCreateRegistered(email: string, more: { guestId?: string; name?: string | null }): Promise<Account>;
  /** Throws when this address made too many guests, or tried too many passwords. */
  limitGuests(): Promise<void>;
  limitPasswords(email: string): Promise<void>;
}

/** The session as the studio's pages see it. */
export interface StudioSession extends Session {
  account: { id: string; kind: "guest" | "registered"; email: string | null; credits: number };
}

const MAX_EMAIL = 254;
const MAX_PASSWORD = 200;

const userOf = (account: Account): User => ({ id: account.id, name: account.name, email: account.email });

/**
 * next-auth for one request.
 * @param currentAccountId of the session that the request carries, so that a second "guest" sign-in makes no second guest
 */
export function authOptions(
  settings: Pick<Env, "GITHUB_ID" | "GITHUB_SECRET" | "GOOGLE_ID" | "GOOGLE_SECRET">,
  secret: string,
  services: SignInServices,
  currentAccountId: string | null,
  logger: Logger,
): AuthOptions {
  return {
    secret,
    session: { strategy: "jwt", maxAge: 30 * 24 * 60 * 60 },
    pages: { signIn: "/", error: "/" },
    providers: [guest(services, currentAccountId), password(services), ...outside(settings)],
    logger: {
      error: (code, metadata) => logger.error("sign-in failed", { code, metadata }),
      warn: (code) => logger.debug("sign-in warning", { code }),
      debug: () => undefined,
    },
    callbacks: {
      async signIn({ account, profile }) {
        if (account?.type !== "oauth") return true;
        return (await outsideEmail(account, profile)) !== null;
      },
      async jwt({ token, user, account, profile }) {
        if (account?.type === "oauth") {
          const email = await outsideEmail(account, profile);
          if (email === null) throw new Error("the provider gave no verified e-mail");
          const more = { name: profile?.name, ...(currentAccountId !== null && { guestId: currentAccountId }) };
          return { sub: (await services.findOrCreateRegistered(email, more)).id };
        }
        // Nothing but the id is kept: whatever else a page shows is read anew, so that an upgrade shows at once.
        return { sub: user?.id ?? token.sub };
      },
      async session({ session, token }) {
        const account = token.sub ? await services.findAccount(token.sub) : null;
        if (!account) return { expires: session.expires };
        const { id, kind, email, name, credits } = account;
        return { ...session, user: { name, email }, account: { id, kind, email, credits } };
      },
    },
  };
}

function guest(services: SignInServices, currentAccountId: string | null): Provider {
  return CredentialsProvider({
    id: "guest",
    name: "Guest",
    credentials: {},
    async authorize() {
      const current = currentAccountId && (await services.findAccount(currentAccountId));
      if (current) return userOf(current);
      await services.limitGuests();
      return userOf(await services.createGuest());
    },
  });
}

function password(services: SignInServices): Provider {
  return CredentialsProvider({
    id: "password",
    name: "E-mail and password",
    credentials: { email: { label: "E-mail", type: "email" }, password: { label: "Password", type: "password" } },
    async authorize(given) {
      const { email, password: secret } = given ?? {};
      if (typeof email !== "string" || typeof secret !== "string") return null;
      if (email.length > MAX_EMAIL || secret.length > MAX_PASSWORD) return null;
      await services.limitPasswords(email);
      const account = await services.verifyPassword(email, secret);
      return account && userOf(account);
    },
  });
}

/** GitHub and Google, where the settings name them. */
function outside(settings: Pick<Env, "GITHUB_ID" | "GITHUB_SECRET" | "GOOGLE_ID" | "GOOGLE_SECRET">): Provider[] {
  const { GITHUB_ID, GITHUB_SECRET, GOOGLE_ID, GOOGLE_SECRET } = settings;
  const providers: Provider[] = [];
  if (GITHUB_ID && GITHUB_SECRET) providers.push(GithubProvider({ clientId: GITHUB_ID, clientSecret: GITHUB_SECRET }));
  if (GOOGLE_ID && GOOGLE_SECRET) providers.push(GoogleProvider({ clientId: GOOGLE_ID, clientSecret: GOOGLE_SECRET }));
  return providers;
}

/** An address that the provider has verified; with any other, a stranger could sign in as somebody else here. */
async function outsideEmail(
  account: { provider: string; access_token?: string },
  profile: { email?: string; email_verified?: boolean } | undefined,
): Promise<string | null> {
  if (account.provider === "google") return profile?.email_verified === true && profile.email ? profile.email : null;
  if (account.provider === "github" && account.access_token) return await verifiedGithubEmail(account.access_token);
  return null;
}
