import { lost, reset, type Scripted, slow, status } from '../../src/simulators/script.js';
import type { Simulator } from '../../src/simulators/simulator.js';
import type { World } from '../../src/simulators/world.js';
import type { Chance } from './chance.js';

/** Answers that never come quickly, so that many kills fall while a request is open. */
const USUAL_MS = 60;

/** Requests of each upstream take their time. */
export function slowDown({ novofon, telegram }: World): void {
  for (const method of ['sendMessage', 'editMessageText', 'sendDocument'])
    telegram.answerAlways(method, slow(USUAL_MS));
  novofon.answerAlways('/v1/pbx/record/*', slow(USUAL_MS));
}

/** One upstream answers its next request badly: late, not at all, or only after the work is done. */
export function disturb({ novofon, openai, telegram }: World, chance: Chance): void {
  const [upstream, path] = chance.pick<[Simulator, string]>(
    [4, [telegram, 'sendMessage']],
    [2, [telegram, 'editMessageText']],
    [2, [telegram, 'sendDocument']],
    [1, [openai, '/v1/audio/transcriptions']],
    [1, [openai, '/v1/chat/completions']],
    [1, [novofon, '/v1/pbx/record/request/']],
    [1, [novofon, '/v1/statistics/pbx/']],
  );
  const answer = chance.pick<Scripted>(
    [3, lost(reset())],
    [2, lost(status(502))],
    [1, reset()],
    [1, status(500)],
    [1, slow(400)],
  );
  upstream.answer(path, [answer]);
}
