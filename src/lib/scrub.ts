const MASK = '***';

/** A shorter one would black out half of every line. */
const SHORTEST_SECRET = 4;

const PATTERNS = [
  /(?<=:\/\/)[^\s/@"]+(?=@)/g, // name and password in an address
  /(?<=\/bot)\d+:[^\s/"]+|\b\d{6,}:[\w-]{30,}/g, // bot tokens
  /(?<=authorization["']?\s*[:=]\s*["']?)[^\s"',;][^"',;\r\n]*/gi,
  /\bbearer\s+[\w.~+/=-]{8,}|\bbasic\s+[\w+/]{8,}={0,2}|\bsk-[\w-]{16,}/gi,
];

/** Masks the given secrets wherever they stand, also as they are written in an address. */
export function hiderOf(secrets: string[]): (text: string) => string {
  const known = secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .sort((a, b) => b.length - a.length);
  return (text) => known.reduce((rest, secret) => rest.replaceAll(secret, MASK), text);
}

/** Masks the given secrets, and what looks like a bot token, an API key, `Authorization` or a password in an address. */
export function scrubberOf(secrets: string[]): (text: string) => string {
  const hide = hiderOf(secrets);
  return (text) => PATTERNS.reduce((rest, pattern) => rest.replace(pattern, MASK), hide(text));
}
