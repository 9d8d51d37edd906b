import { conclude, fastChecks } from "./checks";

// `npm run check`: everything that needs neither kernel, database nor server.
conclude(fastChecks());
