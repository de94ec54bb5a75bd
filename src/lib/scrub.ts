const MASK = '***';

/** A shorter one would black out half of every line. */
const SHORTEST_SECRET = 4;

const PATTERNS = [
  /(?<=:\/\/)[^\s/@"]+(?=@)/g, // name and password in an address
  /(?<=\/bot)\d+:[^\s/"]+|\b\d{6,}:[\w-]{30,}/g, // bot tokens
  /(?<=authorization["']?\s*[:=]\s*["']?)[^\s"',;][^"',;\r\n]*/gi,
  /\bbearer\s+[\w.~+/=-]{8,}|\bbasic\s+[\w+/]{8,}={0,2}|\bsk-[\w-]{16,}/gi,
];

/** Masks the given secrets wherever they stand, also as they are written in an address or a header. */
export function hiderOf(secrets: string[]): (text: string) => string {
  const known = secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .flatMap((secret) => [secret, encodeURIComponent(secret), ...encodings(secret)])
    .sort((a, b) => b.length - a.length);
  return (text) => known.reduce((rest, secret) => rest.replaceAll(secret, MASK), text);
}

/** Without the end, which is another where more follows. */
function encodings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const whole = bytes.subarray(0, bytes.length - (bytes.length % 3));
  if (whole.length < SHORTEST_SECRET) return [];
  return [whole.toString('base64'), whole.toString('base64url'), bytes.toString('hex')];
}

/** Masks the given secrets, and what looks like a bot token, an API key, `Authorization` or a password in an address. */
export function scrubberOf(secrets: string[]): (text: string) => string {
  const hide = hiderOf(secrets);
  return (text) => PATTERNS.reduce((rest, pattern) => rest.replace(pattern, MASK), hide(text));
}
