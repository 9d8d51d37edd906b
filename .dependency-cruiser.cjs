/*
 * Who may import whom. Each `only` line says all that a folder may import of ours; what is not on it is a violation.
 * Specs, fixtures and their helpers may look around more widely, but no product code may import them.
 */
const SERVICES = ["accounts", "conversations", "credits", "files", "idempotency", "keys", "limits", "tasks"];
const service = `^lib/(${SERVICES.join("|")})/`;
const services = `^lib/(${SERVICES.join("|")})/index\\.ts$`;
const core = "^lib/core/";
const contract = "^lib/contract/";
const hostClient = "^lib/cad/host/client\\.ts$";
const planCheck = "^lib/cad/pipeline/plan\\.ts$";

/** Everything that is ours, as against packages and Node's own modules. */
const OURS = "^(app|components|lib|inngest|sdk|examples|e2e|scripts|server\\.ts|instrumentation\\.ts)";
const TESTS = "(\\.(test|spec|fixture)\\.tsx?$|/spec-[^/]*\\.ts$|/spec-programs/|^lib/jobs/movable-clock\\.ts$|^scripts/spec-setup\\.ts$)";
/** Programs that start one part of the app alone, to kill it or to feed it nonsense. */
const TRIALS = "^e2e/(chaos|fuzz)/(?!.*\\.spec\\.ts$)";
const WEB = `^(app|components|inngest|server\\.ts|instrumentation\\.ts|lib/(http|auth|db|jobs|storage|${SERVICES.join("|")})/)`;

/** `from` imports of ours nothing but itself and `to`. */
const only = (name, from, to, comment) => ({
  name,
  severity: "error",
  comment,
  from: { path: from, pathNot: TESTS },
  to: { path: OURS, pathNot: [from, ...to] },
});

const never = (name, from, to, comment) => ({ name, severity: "error", comment, from, to });

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    only("core-imports-nothing-of-ours", core, [], "lib/core stands under everything."),
    only("contract-imports-core", contract, [core], "The contract is shared by browser, server, SDK and kernel: it may know none of them."),
    only("cad-imports-contract-and-core", "^lib/cad/", [core, contract], "Geometry knows no accounts, tasks, database or web."),
    only("design-imports-contract-and-core", "^lib/design/", [core, contract], "The planner is pure."),
    only("db-imports-core", "^lib/db/", [core]),
    only("storage-imports-core", "^lib/storage/", [core]),
    only("jobs-imports-db-and-core", "^lib/jobs/", [core, "^lib/db/index\\.ts$"]),
    only(
      "services-import-db-storage-and-each-other",
      service,
      [core, contract, services, "^lib/db/(index|json)\\.ts$", "^lib/storage/index\\.ts$"],
      "A service stands on the database and storage; another service is used by its index.ts.",
    ),
    only("auth-imports-accounts-and-core", "^lib/auth/", [core, contract, services]),
    only(
      "http-imports-services",
      "^lib/http/",
      [core, contract, services, "^lib/auth/", "^lib/storage/", "^lib/db/index\\.ts$", planCheck, hostClient],
      "HTTP renders what services answer. The database is for the health check alone, by a rule of its own.",
    ),
    only(
      "app-imports-http-and-services",
      "^app/",
      [core, contract, services, "^components/", "^lib/(http|auth|storage)/", "^inngest/(client|functions)\\.ts$"],
      "Pages and routes are thin.",
    ),
    only(
      "inngest-imports-services-design-and-the-host-client",
      "^inngest/",
      [core, contract, services, "^lib/(design|storage|jobs)/", "^lib/db/index\\.ts$", hostClient],
      "Durable functions orchestrate; geometry is asked for by messages.",
    ),
    only("components-import-contract-core-and-sdk", "^components/", [core, contract, "^sdk/"], "React talks to the server by HTTP only."),
    never(
      "ui-knows-no-cad",
      { path: "^components/ui/" },
      { path: ["^components/(studio|viewer|console)/", contract] },
      "Buttons and menus know nothing of CAD.",
    ),
    never(
      "viewer-knows-no-accounts",
      { path: "^components/viewer/" },
      { path: ["^components/(studio|console)/", "^lib/contract/endpoints/accounts"] },
      "The viewer shows parts, whoever they belong to.",
    ),
    never(
      "viewer-core-knows-no-page",
      { path: "^components/viewer/core/", pathNot: TESTS },
      { path: ["^components/(?!viewer/core/)", "^node_modules/(react|react-dom|@react-three)/"] },
      "The viewer's core is tested without a browser.",
    ),
    never(
      "sdk-imports-types-only",
      { path: "^sdk/", pathNot: TESTS },
      { path: OURS, pathNot: "^sdk/", dependencyTypesNot: ["type-only"] },
      "The SDK is published alone: of ours it may use types of the contract, which leave no import behind.",
    ),
    never("sdk-types-come-from-the-contract", { path: "^sdk/", pathNot: TESTS }, { path: OURS, pathNot: ["^sdk/", contract] }),
    only("examples-import-the-sdk", "^examples/", ["^sdk/"], "A customer could own them."),
    never(
      "e2e-is-a-black-box",
      { path: "^e2e/", pathNot: TRIALS },
      { path: OURS, pathNot: ["^e2e/", "^sdk/", contract, "^lib/core/(errors|units)\\.ts$", "^scripts/(server-process|chromium)\\.ts$"] },
      "Tests from outside see what a customer sees.",
    ),

    never(
      "kernels-stay-out-of-the-web-process",
      { path: WEB, pathNot: TESTS },
      { path: "^lib/cad/", pathNot: [hostClient, planCheck] },
      "A kernel can take its process down: the web process knows the host's client and the plan check.",
    ),
    never(
      "no-way-from-the-web-to-a-kernel",
      { path: WEB, pathNot: TESTS },
      {
        path: ["^lib/cad/(exchange|job|kernel|measure|mesh)/", "^node_modules/(opencascade\\.js|opencascade-full|replicad)/"],
        reachable: true,
      },
      "Nor may it come by a detour.",
    ),
    never(
      "no-way-from-the-host-client-to-a-kernel",
      { path: [hostClient, planCheck] },
      {
        path: ["^lib/cad/(exchange|job|kernel|measure|mesh)/", "^node_modules/(opencascade\\.js|opencascade-full|replicad)/"],
        reachable: true,
      },
      "What the web process may import must not bring a kernel along.",
    ),
    never(
      "only-geometry-loads-kernels",
      { path: OURS, pathNot: ["^lib/cad/", "^e2e/", "^scripts/bench"] },
      { path: "^node_modules/(opencascade\\.js|opencascade-full|replicad)/" },
      "Nothing else knows which build it is.",
    ),
    never(
      "geometry-and-design-know-no-web",
      { path: "^lib/(cad|design|contract|core)/", pathNot: TESTS },
      { path: "^node_modules/(next|next-auth|react|react-dom|@prisma|prisma|pg|inngest|server-only)/" },
    ),
    never(
      "only-services-and-db-touch-prisma",
      { path: OURS, pathNot: [service, "^lib/db/", TESTS, "^scripts/"] },
      { path: ["^lib/db/generated/", "^node_modules/(@prisma|\\.prisma|prisma)/"] },
      "One place for each noun's rules.",
    ),
    never(
      "only-services-jobs-and-start-use-the-database",
      {
        path: OURS,
        pathNot: [service, "^lib/(db|jobs)/", "^inngest/", "^lib/http/health\\.ts$", "^server\\.ts$", "^scripts/", TRIALS, TESTS],
      },
      { path: "^lib/db/" },
    ),
    never(
      "a-service-is-used-by-its-index",
      { path: OURS, pathNot: [service, TESTS] },
      { path: service, pathNot: services },
      "What index.ts does not export is the service's own.",
    ),
    never("services-meet-at-their-index", { path: "^lib/([^/]+)/", pathNot: TESTS }, { path: service, pathNot: [services, "^lib/$1/"] }),
    never(
      "contract-is-browser-safe",
      { path: "^lib/contract/", pathNot: TESTS },
      { dependencyTypes: ["core"] },
      "The browser has none of Node's modules.",
    ),

    never(
      "no-circular",
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
      "A cycle has no first thing to load. One that consists of types in part is gone at run time.",
    ),
    never(
      "no-orphans",
      {
        orphan: true,
        pathNot: [
          "\\.d\\.ts$",
          "(^|/)[^/]+\\.config\\.(ts|mjs)$",
          "^app/", // routes are found by their place
          "^scripts/",
          TESTS,
          "\\.mjs$",
        ],
      },
      {},
      "Imported by nobody and importing nobody: dead.",
    ),
    never("product-imports-no-tests", { pathNot: [TESTS, "^e2e/"] }, { path: TESTS }, "Test helpers stay out of the product."),
    never(
      "product-imports-no-dev-dependency",
      { path: "^(app|components|lib|inngest|sdk|server\\.ts|instrumentation\\.ts)", pathNot: TESTS },
      { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["npm"] },
      "It is not there in production.",
    ),
    never("no-undeclared-package", {}, { dependencyTypes: ["npm-no-pkg", "npm-unknown"] }),
    never("no-unresolvable", {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: ["node_modules", "^lib/db/generated/"] },
    exclude: { path: ["^\\.next", "^dist/", "\\.(css|svg)$"] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "require", "node", "default", "types"] },
  },
};
