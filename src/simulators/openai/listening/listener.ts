import type { KnownCall, Segment } from '../known-calls.js';
import { isAudible } from './audible.js';
import { heardSegments } from './heard-segments.js';
import { heardWords } from './heard-words.js';
import { Library } from './library.js';
import type { Pcm } from './pcm.js';
import { mixedDown, printsOf } from './prints.js';
import { RememberedPrints } from './remembered-prints.js';
import { soundOf } from './sound.js';
import { trustedStretches } from './trusted.js';

/** What was made out in a file. `segments` is null where it is no silence, and nothing that is known. */
export interface Heard {
  callId: string | null;
  segments: Segment[] | null;
}

const NOTHING: Heard = { callId: null, segments: null };

/** Worlds come and go with every test, the recordings in them are the same. */
const remembered = new RememberedPrints();

/** Listens to files for known recordings: whole, in pieces, changed by codecs, noise and levels. */
export class Listener {
  readonly #library = new Library();
  readonly #untold: KnownCall[] = [];
  #learned = Promise.resolve();
  readonly #answers = new Map<string, Promise<Heard>>();

  /** Of recordings that sound the same the one told last is heard. */
  know(call: KnownCall): void {
    this.#untold.push(call);
    this.#answers.clear();
  }

  listen(bytes: Buffer, sha256: string): Promise<Heard> {
    const before = this.#answers.get(sha256);
    if (before !== undefined) return before;
    const answer = this.#listen(bytes);
    this.#answers.set(sha256, answer);
    return answer;
  }

  async #listen(bytes: Buffer): Promise<Heard> {
    const prints = await printsOf(asOne(soundOf(bytes)));
    const [sound] = prints?.channels ?? [];
    if (sound === undefined) return NOTHING;
    await this.#learn();
    const stretches = trustedStretches(sound, this.#library);
    const [longest] = [...stretches].sort((one, other) => other.evidence - one.evidence);
    if (longest === undefined) return isAudible(sound.levels) ? NOTHING : { callId: null, segments: [] };
    const { recording, channel } = longest;
    const last = stretches.findLast((stretch) => stretch.recording === recording) ?? longest;
    recording.heardTo[channel] = last.to + last.shift;
    return { callId: recording.callId, segments: heardSegments(heardWords(sound, stretches)) };
  }

  /** Hears all told recordings through, one after another however many ask for it at once. */
  #learn(): Promise<void> {
    this.#learned = this.#learned.then(async () => {
      for (let call = this.#untold.shift(); call !== undefined; call = this.#untold.shift()) {
        const { id, sha256, audio, segments } = call;
        const prints = await remembered.of(sha256, () => printsOf(soundOf(audio())));
        if (prints !== null) this.#library.add(id, segments, prints);
      }
    });
    return this.#learned;
  }
}

async function* asOne(sound: AsyncIterable<Pcm>): AsyncGenerator<Pcm> {
  for await (const block of sound) yield mixedDown(block);
}
