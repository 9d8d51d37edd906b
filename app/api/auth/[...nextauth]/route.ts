import { createGuest, findAccount, findOrCreateRegistered, verifyPassword } from "@/lib/accounts";
import { handleAuth, MAX_FORM_BYTES } from "@/lib/auth/handle";
import { authOptions } from "@/lib/auth/options";
import { verifySession } from "@/lib/auth/session";
import { env } from "@/lib/core/env";
import { ApiError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { secrets } from "@/lib/core/secrets";
import { countAttempt } from "@/lib/http/address-limits";
import { clientAddress, publicOrigin } from "@/lib/http/origin";
import { surroundings } from "@/lib/http/route";
import { readCapped } from "@/lib/http/steps/read-body";

interface Context {
  params: Promise<{ nextauth: string[] }>;
}

/** GET and POST /api/auth/*: sign-in and sessions of the studio, by next-auth. */
async function handler(request: Request, { params }: Context): Promise<Response> {
  const { nextauth } = await params;
  const secret = secrets().NEXTAUTH_SECRET;
  const origin = publicOrigin(request, surroundings());
  const address = clientAddress(request.headers);
  const options = authOptions(
    env(),
    secret,
    {
      createGuest,
      findAccount,
      verifyPassword,
      findOrCreateRegistered,
      limitGuests: () => countAttempt("guest", address),
      limitPasswords: async (email) => {
        await countAttempt("sign-in", address);
        await countAttempt("sign-in-email", email);
      },
    },
    await verifySession(request.headers, origin, secret),
    log(),
  );
  try {
    return await handleAuth(request, await readCapped(request, MAX_FORM_BYTES), nextauth, origin, options);
  } catch (error) {
    if (error instanceof ApiError && error.code === "PAYLOAD_TOO_LARGE") return new Response(null, { status: 413 });
    log().error("sign-in request failed", { error });
    return Response.json({ message: "Sign-in is not possible right now." }, { status: 500 });
  }
}

export { handler as GET, handler as POST };
