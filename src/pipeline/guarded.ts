import type { Analyst, Messenger, Recordings, Telephony, Transcriber } from '../domain/ports.js';
import type { Breakers } from './breakers.js';

/** The ports of a call's way, each behind the breaker of its circuit. */
export interface Guarded {
  telephony: Telephony;
  recordings: Recordings;
  transcriber: Transcriber;
  analyst: Analyst;
}

export function guarded(breakers: Breakers, { telephony, recordings, transcriber, analyst }: Guarded): Guarded {
  return {
    telephony: guardedTelephony(breakers, telephony),
    recordings: {
      find: (callId, legId) => recordings.find(callId, legId),
      save: (callId, legId, audio, signal) =>
        breakers.through('disk', { work: () => recordings.save(callId, legId, audio, signal), signal }),
    },
    transcriber: {
      transcribe: (cut, payer, signal, wished) =>
        breakers.through('transcribe', { work: () => transcriber.transcribe(cut, payer, signal, wished), signal }),
    },
    analyst: {
      analyze: (call, signal) => breakers.through('analyze', { work: () => analyst.analyze(call, signal), signal }),
    },
  };
}

function guardedTelephony(breakers: Breakers, telephony: Telephony): Telephony {
  return {
    finishedCalls: (period, asker, signal) =>
      breakers.through('history', { work: () => telephony.finishedCalls(period, asker, signal), signal }),
    openRecording: (call, leg, signal) =>
      breakers.through('recordings', { work: () => telephony.openRecording(call, leg, signal), signal }),
    // What a person asks for is asked, whatever the schedule has met.
    findCall: (anyId, period, asker, signal) => telephony.findCall(anyId, period, asker, signal),
    census: (period, asker, signal) => telephony.census(period, asker, signal),
    timezone: (signal) => telephony.timezone(signal),
    account: (signal) => telephony.account(signal),
  };
}

/** A dead line is found by a ping, so that no message is written in vain, and none goes out of turn. */
export function guardedMessenger(breakers: Breakers, messenger: Messenger): Messenger {
  const through = <Result>(work: () => Promise<Result>, signal: AbortSignal) =>
    breakers.through('notify', { work, probe: () => messenger.ping(signal), signal });
  return {
    send: (message, beforeWriting, signal) => through(() => messenger.send(message, beforeWriting, signal), signal),
    edit: (sent, message, signal) => through(() => messenger.edit(sent, message, signal), signal),
    sendFile: (file, replyTo, beforeWriting, signal) =>
      through(() => messenger.sendFile(file, replyTo, beforeWriting, signal), signal),
    ping: (signal) => messenger.ping(signal),
  };
}
