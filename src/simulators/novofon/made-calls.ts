import type { AccountTime } from './account-time.js';
import { inWriting, legId, type PlainRow, pbxCallId, type Row, type Writing } from './rows.js';

/**
 * A call as a person would tell it, to be written as rows (apis/novofon.md A2); whatever is left out is filled in.
 * Numbers are digits, as Novofon writes them.
 */
interface MadeCall {
  client?: string;
  extension?: string;
  startedAt?: Date;
  seconds?: number;
  disposition?: string;
  recorded?: boolean;
  writing?: Writing;
}

export interface MadeIncoming extends MadeCall {
  number?: string;
  /** Extensions that rang before in vain: a row each. */
  rangBefore?: string[];
  /** The row names the extension that rang instead of our number, as some accounts do. */
  extensionOnly?: boolean;
}

export interface MadeOutgoing extends MadeCall {
  employee?: string;
  /** With the empty row without an id that sometimes stands beside the real one. */
  phantom?: boolean;
}

/** `seed` makes the ids; give each call its own, a hundred apart. */
export function incomingRows(call: MadeIncoming, now: Date, time: AccountTime, seed: number): Row[] {
  const { client = '79161234567', number = '79843330712', extension = '100', rangBefore = [] } = call;
  const { writing = 'sample' } = call;
  const clid = `"+${client}" <+${client}>`;
  const ringing = rangBefore.map((sip) => ({ sip, disposition: 'no answer', seconds: 0, is_recorded: false }));
  const legs = [...ringing, { sip: extension, ...ending(call) }];
  return legs.map((leg, at) => {
    const place = placing(call, now, time, 'in', seed + at);
    const destination = call.extensionOnly ? leg.sip : number;
    return inWriting({ ...place, ...leg, clid, destination, pbx_call_id: pbxCallId('in', seed) }, writing);
  });
}

export function outgoingRows(call: MadeOutgoing, now: Date, time: AccountTime, seed: number): Row[] {
  const { client = '79161234567', extension = '100', employee = 'Алексей', writing = 'sample' } = call;
  const row: PlainRow = {
    ...placing(call, now, time, 'out', seed),
    ...ending(call),
    sip: extension,
    clid: `${employee} ${extension} (${extension})`,
    destination: client,
  };
  const phantom = { ...row, call_id: '', seconds: 0, is_recorded: false, disposition: 'cancel' };
  return [row, ...(call.phantom ? [phantom] : [])].map((each) => inWriting(each, writing));
}

function ending(call: MadeCall): Pick<PlainRow, 'disposition' | 'seconds' | 'is_recorded'> {
  const { disposition = 'answered' } = call;
  const seconds = call.seconds ?? (disposition === 'answered' ? 184 : 0);
  return { disposition, seconds, is_recorded: call.recorded ?? (disposition === 'answered' && seconds > 0) };
}

function placing(call: MadeCall, now: Date, time: AccountTime, direction: 'in' | 'out', seed: number) {
  const startedAt = call.startedAt ?? new Date(now.getTime() - ending(call).seconds * 1000);
  return {
    call_id: legId(startedAt, seed),
    callstart: time.write(startedAt),
    pbx_call_id: pbxCallId(direction, seed),
  };
}
