/** ISO-8601 UTC text with milliseconds (`2026-11-20T09:04:00.000Z`), so that text order is time order. */
export type Instant = string;
