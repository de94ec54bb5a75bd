import OpenAI from 'openai';

export interface ServerOptions {
  apiKey: string;
  baseUrl: string;
  /** Carries the proxy and the long timeouts (lib/proxy). */
  dispatcher: object;
  timeoutMs: number;
}

/** A client of one OpenAI-compatible server. Its own retries are off: only ours survive a restart. */
export function openClient(options: ServerOptions): OpenAI {
  return new OpenAI({
    // A server of one's own may want no key; the SDK wants a word (apis/openai.md 9).
    apiKey: options.apiKey || 'not-needed',
    baseURL: options.baseUrl,
    organization: null,
    project: null,
    timeout: options.timeoutMs,
    maxRetries: 0,
    // Else OPENAI_LOG=debug would print whole transcripts to stdout.
    logLevel: 'off',
    // Typed by Node's built-in copy of undici; ours differs from it in name only.
    fetchOptions: { dispatcher: options.dispatcher as never },
  });
}
