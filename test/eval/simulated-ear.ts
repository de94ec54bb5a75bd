import type { OpenAI } from '../../src/simulators/openai/openai.js';
import { startWorld } from '../../src/simulators/world.js';
import { type Ear, openEar } from './ear.js';
import type { TrueTurn } from './true-call.js';

/** An ear with a server to hear by, that knows no recording yet. */
export interface SimulatedEar extends AsyncDisposable {
  openai: OpenAI;
  ear: Ear;
}

export async function openSimulatedEar(): Promise<SimulatedEar> {
  const world = await startWorld();
  const ear = await openEar({ baseUrl: `${world.openai.url}/v1`, apiKey: world.env().OPENAI_API_KEY ?? '' });
  return {
    ear,
    openai: world.openai,
    async [Symbol.asyncDispose]() {
      await ear[Symbol.asyncDispose]();
      await world[Symbol.asyncDispose]();
    },
  };
}

/** A turn as the simulator is told of it. */
export function told({ side, start, end, text }: TrueTurn) {
  return { channel: side, start, end, text };
}
