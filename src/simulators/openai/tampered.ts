import { rewritten, type Scripted } from '../script.js';
import { isNode } from './schema-node.js';

/** The answer broken off for want of tokens (apis/openai.md 3.5). */
export const truncated = (): Scripted =>
  choice((message) => ({ ...message, content: half(message.content) }), 'length');

/** The model declines. */
export const refusing = (words: string): Scripted =>
  choice((message) => ({ ...message, content: null, refusal: words }), 'stop');

/** The answer in a Markdown fence, as models on other servers like it. */
export const fenced = (): Scripted =>
  choice((message) => ({ ...message, content: `\`\`\`json\n${message.content}\n\`\`\`` }), 'stop');

/** These words instead of the answer. */
export const saying = (content: string): Scripted => choice((message) => ({ ...message, content }), 'stop');

/** Nothing at all, as a filter leaves it. */
export const filtered = (): Scripted => choice((message) => ({ ...message, content: '' }), 'content_filter');

function choice(change: (message: Record<string, unknown>) => object, finish: string): Scripted {
  return rewritten((body) => {
    const [first] = isNode(body) && Array.isArray(body.choices) ? body.choices : [];
    if (!isNode(body) || !isNode(first) || !isNode(first.message)) return body;
    return { ...body, choices: [{ ...first, message: change(first.message), finish_reason: finish }] };
  });
}

function half(content: unknown): string {
  const text = String(content);
  return text.slice(0, Math.ceil(text.length / 2));
}
