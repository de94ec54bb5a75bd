/** What a check found out about one part. `cure` says in plain words what to press or write. */
export interface Finding {
  part: string;
  state: 'ok' | 'warn' | 'fail';
  text: string;
  cure: string | null;
}

/** A hint is no warning: something one may do, or leave. */
export function ok(part: string, text: string, hint: string | null = null): Finding {
  return { part, state: 'ok', text, cure: hint };
}

export function warn(part: string, text: string, cure: string | null): Finding {
  return { part, state: 'warn', text, cure };
}

export function fail(part: string, text: string, cure: string | null): Finding {
  return { part, state: 'fail', text, cure };
}
