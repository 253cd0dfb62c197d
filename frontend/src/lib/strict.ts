import { config } from "zod";

// The page's policy lets no text become code: zod would try, and be refused. It stands before
// the first schema is made.
config({ jitless: true });
