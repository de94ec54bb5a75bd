import OpenAI from 'openai';
import type { World } from '../../src/simulators/world.js';

export function clientOf(world: World, apiKey = world.env().OPENAI_API_KEY): OpenAI {
  return new OpenAI({ apiKey, baseURL: world.env().AUDIOBOT_OPENAI_BASE_URL, maxRetries: 0 });
}

/** The error of a request that has to fail. */
export function refused(asking: Promise<unknown>): Promise<unknown> {
  return asking.then(
    () => 'not refused',
    (error) => error,
  );
}
