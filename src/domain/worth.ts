import type { CallFacts } from './call.js';
import { isAnswered } from './legs.js';

export interface WorthRules {
  minTalkSeconds: number;
  missedCalls: boolean;
  unansweredOutgoing: boolean;
}

/** Why a call gets no card by rule, or null when it is worth working on. The reason is what `show` prints. */
export function skipReason(call: CallFacts, rules: WorthRules): string | null {
  if (isAnswered(call)) {
    return call.talkSeconds < rules.minTalkSeconds
      ? `talk shorter than ${rules.minTalkSeconds} s (poll.minTalk)`
      : null;
  }
  if (call.direction === 'in') return rules.missedCalls ? null : 'missed call (telegram.missedCalls is off)';
  return rules.unansweredOutgoing ? null : 'unanswered outgoing call (telegram.unansweredOutgoing is off)';
}
