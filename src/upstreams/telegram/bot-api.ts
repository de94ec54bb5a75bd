import type { Agent } from 'node:http';
import { Telegram } from 'telegraf';
import { deadline } from '../../lib/linked-signal.js';

export interface BotApiOptions {
  botToken: string;
  /** Ends with a slash; `http://` is a relay or a server of one's own. */
  apiRoot: string;
  /** From lib/proxy: it tells a line that never stood from a request that was written. */
  agent: Agent;
}

/** As we use it: telegraf's own types lag behind the API and know no built-in AbortSignal. */
interface Client {
  callApi(method: string, payload: object, options: object): Promise<unknown>;
}

/** The one touch point with telegraf. Throws whatever telegraf throws: trouble.ts and refusal.ts read it. */
export class BotApi {
  private readonly client: Client;

  constructor({ botToken, apiRoot, agent }: BotApiOptions) {
    const telegram = new Telegram(botToken, { apiRoot, agent, webhookReply: false });
    // telegraf drops the agent, and with it the proxy, where apiRoot is plain http (apis/telegram.md 8).
    telegram.options.agent = agent;
    this.client = telegram;
  }

  /** Gives up after `answerMs`, on the whole answer: telegraf itself would wait 500 s. */
  async call(method: string, payload: object, answerMs: number, signal: AbortSignal): Promise<unknown> {
    using limit = deadline(answerMs, signal);
    try {
      return await this.client.callApi(method, payload, { signal: limit.signal });
    } finally {
      // telegraf leaves the words of a 5xx unread, and with them the connection open.
      limit.abort(new Error('the answer was read'));
    }
  }
}
