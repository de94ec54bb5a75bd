import { APIConnectionTimeoutError, APIError, APIUserAbortError, type OpenAI, OpenAIError } from 'openai';
import { UpstreamError } from '../../domain/trouble.js';
import { deadline } from '../../lib/linked-signal.js';

/** What a server says that answers in plain text, whatever format was asked for. */
interface PlainText {
  text: string;
}

/**
 * The answer of a model, all of it within the client's timeout: the SDK's own ends with the headers. Throws `transient`
 * for what is none and was not paid for: an answer that broke off on its way, a page of somebody between us and the
 * server, an error under the status 200. A key of wrong letters is `unauthorized`.
 */
export async function answered<Answer extends object>(
  client: OpenAI,
  ask: (options: { signal: AbortSignal }) => Promise<Answer>,
  signal: AbortSignal,
): Promise<Answer | PlainText> {
  using limit = deadline(client.timeout, signal);
  const answer: Answer | string | null | undefined = await ask({ signal: limit.signal }).catch((error: unknown) => {
    throw limit.signal.aborted && !signal.aborted ? tooLate(error) : named(error);
  });
  if (typeof answer === 'string') return plainText(answer);
  if (!answer) throw noAnswer('is empty');
  if ('error' in answer && answer.error) throw noAnswer('is an error under the status 200');
  return answer;
}

export function noAnswer(fault: string): UpstreamError {
  return new UpstreamError('openai', 'transient', `the answer of the server ${fault}`);
}

/** A status says what is the matter, even where the words behind it never came. */
function tooLate(error: unknown): Error {
  if (error instanceof APIError && error.status !== undefined) return error;
  return error instanceof APIUserAbortError
    ? new APIConnectionTimeoutError()
    : noAnswer('did not come to an end in time');
}

/** What the SDK does not name: a header that cannot be written, or a body that broke while it was read and whose words are not kept. */
function named(error: unknown): Error {
  if (error instanceof OpenAIError) return error;
  const isHeader = error instanceof TypeError && error.message.includes('ByteString');
  return isHeader
    ? new UpstreamError('openai', 'unauthorized', 'the OpenAI key holds letters that no key has: check openai.apiKey', {
        fault: 'key',
      })
    : noAnswer('broke off or cannot be read');
}

function plainText(text: string): PlainText {
  if (/^\s*([<{]|$)/.test(text)) throw noAnswer('is not that of a model');
  return { text };
}
