/** What is told of an error. Other properties are left out: SDKs hang whole requests with client data on theirs. */
export interface ErrorFacts {
  type: string;
  message: string;
  code?: string | number;
  stack?: string;
  cause?: ErrorFacts;
}

/** Causes of causes below this are left out; a chain may bite its own tail. */
const DEEPEST = 8;

export function describeError(error: unknown, depth = 0): ErrorFacts {
  if (!(error instanceof Error)) return { type: typeof error, message: wordsOf(error) };
  const hasCause = error.cause !== undefined && depth < DEEPEST;
  return {
    type: error.name,
    message: error.message,
    ...codeOf(error),
    ...(error.stack ? { stack: error.stack } : {}),
    ...(hasCause ? { cause: describeError(error.cause, depth + 1) } : {}),
  };
}

export function withoutStacks({ stack: _, cause, ...facts }: ErrorFacts): ErrorFacts {
  return cause ? { ...facts, cause: withoutStacks(cause) } : facts;
}

function codeOf(error: Error): { code?: string | number } {
  if (!('code' in error)) return {};
  return typeof error.code === 'string' || typeof error.code === 'number' ? { code: error.code } : {};
}

function wordsOf(thrown: unknown): string {
  return typeof thrown === 'object' && thrown !== null ? 'not an Error' : String(thrown);
}
