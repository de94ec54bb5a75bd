import type { Config } from '../config/derive.js';
import type { WorthRules } from '../domain/worth.js';

/** Which calls get a card, by the configuration. */
export function worthRules({ poll, telegram }: Config): WorthRules {
  return {
    minTalkSeconds: poll.minTalk / 1000,
    missedCalls: telegram.missedCalls,
    unansweredOutgoing: telegram.unansweredOutgoing,
  };
}
