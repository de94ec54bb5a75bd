import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Happened } from '../../src/simulators/novofon/novofon.js';
import type { Segment } from '../../src/simulators/openai/known-calls.js';
import type { World } from '../../src/simulators/world.js';
import { ASSETS } from '../end-to-end/assets.js';
import { madeSpeech, type TalkTime } from '../sounds/made-speech.js';
import type { Chance } from './chance.js';

const ANALYSIS: unknown = JSON.parse(readFileSync(`${ASSETS}/04-wrong-number.analysis.json`, 'utf8'));
const SENTENCE_SECONDS = 2;
/** So many sentences do not fit into a card: the transcript goes out as a file. */
const LONG = 100;

export type Kind = 'talk' | 'three-legs' | 'joined' | 'late' | 'long' | 'missed' | 'unrecorded' | 'silent' | 'short';

/** A call of ours, told by its client's number: all that is sent about it names that. */
export interface FlowingCall {
  /** Digits. */
  client: string;
  kind: Kind;
  /** What was said in it, as it must come out in the group; grows when a leg joins. */
  words: string[];
}

/** Calls of all kinds, each with a client, a sound and words of its own, so that nothing can be taken for another's. */
export class CallFlow {
  readonly calls: FlowingCall[] = [];
  private readonly joining: Promise<void>[] = [];
  private sounds = 0;

  constructor(
    private readonly world: World,
    private readonly chance: Chance,
  ) {}

  /** One call more; now and then one of somebody else's number beside it. */
  add(): void {
    const client = `7916${String(this.calls.length + 1).padStart(7, '0')}`;
    const kind = this.kind();
    const call: FlowingCall = { client, kind, words: [] };
    this.calls.push(call);
    this.happen(call);
    if (this.chance.happens(0.05)) this.world.novofon.addIncoming({ client: '79169999999', number: '79990001122' });
  }

  /** Resolves when all legs have joined that were to join. */
  async complete(): Promise<void> {
    await Promise.all(this.joining);
  }

  private kind(): Kind {
    return this.chance.pick<Kind>(
      [26, 'talk'],
      [14, 'three-legs'],
      [20, 'joined'],
      [10, 'late'],
      [8, 'long'],
      [10, 'missed'],
      [4, 'unrecorded'],
      [4, 'silent'],
      [4, 'short'],
    );
  }

  private happen(call: FlowingCall): void {
    const { client, kind } = call;
    const { novofon } = this.world;
    if (kind === 'missed') novofon.addIncoming({ client, disposition: 'no answer' });
    else if (kind === 'unrecorded') novofon.addIncoming({ client, seconds: 64, recorded: false });
    else if (kind === 'short') novofon.addIncoming({ client, seconds: 2 });
    else if (kind === 'silent') novofon.addIncoming({ client, seconds: 7 }, { audio: this.ownSound(7, []) });
    else {
      const recordingAfterMs = kind === 'late' ? this.chance.between(300, 3_000) : 0;
      const first = this.talk(call, recordingAfterMs);
      if (kind === 'three-legs') for (let leg = 2; leg <= 3; leg++) this.join(call, first);
      if (kind === 'joined') this.joining.push(this.joinAfter(call, first, this.chance.between(300, 4_000)));
    }
  }

  private async joinAfter(call: FlowingCall, first: Happened, afterMs: number): Promise<void> {
    await sleep(afterMs);
    this.join(call, first);
  }

  private join(call: FlowingCall, first: Happened): void {
    const { rows } = this.talk(call);
    for (const row of rows) row.pbx_call_id = first.rows[0]?.pbx_call_id;
  }

  private talk(call: FlowingCall, recordingAfterMs = 0): Happened {
    const words = `Это заказ номер ${call.client.slice(-5)}, часть ${call.words.length + 1}.`;
    call.words.push(words);
    const said = segments(words, call.kind === 'long' ? LONG : 1);
    const seconds = Math.ceil((said.at(-1)?.end ?? 0) + SENTENCE_SECONDS / 2);
    const audio = this.ownSound(seconds, said);
    this.world.openai.hear(audio, said, ANALYSIS);
    return this.world.novofon.addIncoming({ client: call.client, seconds }, { audio, recordingAfterMs });
  }

  /** Equal sounds would be equal uploads, and paid once. */
  private ownSound(seconds: number, turns: readonly TalkTime[]): Buffer {
    this.sounds += 1;
    return madeSpeech(this.sounds, seconds, { turns });
  }
}

/** At 180 words a minute; the words that tell calls apart are more than that. */
function segments(words: string, sentences: number): Segment[] {
  const filling = Array.from(
    { length: sentences - 1 },
    (_, at) => `Предложение ${at + 1}, чтобы разговор был длинным.`,
  );
  const first = { start: SENTENCE_SECONDS / 2, end: 3 * SENTENCE_SECONDS, text: words };
  return [first, ...filling.map((text, at) => sentence(text, first.end + at * SENTENCE_SECONDS))];
}

function sentence(text: string, start: number): Segment {
  return { start, end: start + 0.9 * SENTENCE_SECONDS, text };
}
