import type { CardContext } from '../../card/call-lines.js';
import type { StoredCall } from '../../domain/stored.js';
import { callJson } from '../call-json.js';

/** One JSON array, a call to a line. */
export async function* jsonText(pages: AsyncIterable<StoredCall[]>, context: CardContext): AsyncGenerator<string> {
  let before = '[\n';
  for await (const calls of pages) {
    yield before + calls.map((call) => JSON.stringify(callJson(call, context))).join(',\n');
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

/** A JSON object a line. */
export async function* jsonLines(pages: AsyncIterable<StoredCall[]>, context: CardContext): AsyncGenerator<string> {
  for await (const calls of pages) yield calls.map((call) => `${JSON.stringify(callJson(call, context))}\n`).join('');
}
