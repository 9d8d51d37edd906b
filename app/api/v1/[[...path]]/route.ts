import { unknownRoute } from "@/lib/http/methods";

/** Whatever is no endpoint below /api/v1: a 404 in the API's own shape. */
export const GET = unknownRoute;
export const HEAD = unknownRoute;
export const POST = unknownRoute;
export const PUT = unknownRoute;
export const PATCH = unknownRoute;
export const DELETE = unknownRoute;
export const OPTIONS = unknownRoute;
