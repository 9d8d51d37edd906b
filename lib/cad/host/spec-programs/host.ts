import { serveHost } from "../host";

// The host as it is, but with nothing to compile: its workers here load no kernel.
serveHost(() => Promise.resolve(undefined));
