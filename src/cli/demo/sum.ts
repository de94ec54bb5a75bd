import { type StoredCall, statusOf } from '../../domain/stored.js';
import type { World } from '../../simulators/world.js';
import type { Scene } from './scenes.js';

/** One line of the sum: what should be and what is. */
export interface Count {
  what: string;
  expected: number;
  found: number;
}

/** What the three upstreams and the base say of the same calls; it adds up when every line does. */
export function countUp(scenes: Scene[], world: World, stored: StoredCall[]): Count[] {
  const strangers = scenes.filter((scene) => scene.foreign).length;
  const cards = scenes.filter((scene) => scene.card).length;
  const count = (status: string) => stored.filter((call) => statusOf(call) === status).length;
  const sides = stored.flatMap(({ transcript }) => [...new Set(transcript?.turns.map((turn) => turn.channel))]).length;
  return [
    { what: 'звонков в истории Novofon', expected: scenes.length, found: world.novofon.calls.length },
    {
      what: `из них в базе${strangers > 0 ? ': чужой номер не тронут' : ''}`,
      expected: scenes.length - strangers,
      found: stored.length,
    },
    { what: 'доведено до карточки', expected: cards, found: count('done') },
    { what: 'без карточки по правилу', expected: stored.length - cards, found: count('skipped') },
    { what: 'сообщений в группе: без потерь и повторов', expected: cards, found: world.telegram.messages().length },
    { what: 'сторон расшифровано: каждая один раз', expected: sides, found: world.openai.transcriptions.length },
    { what: 'куплено одно и то же дважды', expected: 0, found: world.openai.boughtTwice.length },
  ];
}

export function addsUp(counts: Count[]): boolean {
  return counts.every(({ expected, found }) => expected === found);
}

/** Seconds from the recording to the card, for calls with words, shortest first. */
export function latencies(stored: StoredCall[]): number[] {
  return stored
    .filter((call) => call.transcript?.model)
    .flatMap(({ passed }) =>
      passed.download && passed.notify ? (Date.parse(passed.notify) - Date.parse(passed.download)) / 1000 : [],
    )
    .sort((a, b) => a - b);
}
