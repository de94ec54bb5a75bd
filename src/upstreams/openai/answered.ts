import { OpenAIError } from 'openai';
import { UpstreamError } from '../../domain/trouble.js';

/** What a server says that answers in plain text, whatever format was asked for. */
interface PlainText {
  text: string;
}

/**
 * The answer of a model. Throws `transient` for what is none and was not paid for: an answer that broke off on its way,
 * a page of somebody between us and the server, an error under the status 200. A key of wrong letters is `unauthorized`.
 */
export async function answered<Answer extends object>(asking: Promise<Answer>): Promise<Answer | PlainText> {
  const answer: Answer | string | null | undefined = await asking.catch((error: unknown) => {
    throw error instanceof OpenAIError ? error : unnamedTrouble(error);
  });
  if (typeof answer === 'string') return plainText(answer);
  if (!answer) throw noAnswer('is empty');
  if ('error' in answer && answer.error) throw noAnswer('is an error under the status 200');
  return answer;
}

export function noAnswer(fault: string): UpstreamError {
  return new UpstreamError('openai', 'transient', `the answer of the server ${fault}`);
}

/** What the SDK does not name: a header that cannot be written, or a body that broke while it was read and whose words are not kept. */
function unnamedTrouble(error: unknown): UpstreamError {
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
