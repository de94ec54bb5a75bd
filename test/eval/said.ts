import type { OpenAI } from '../../src/simulators/openai/openai.js';
import { wavBytes } from '../audio/wav-bytes.js';
import { madeChannels } from '../sounds/made-speech.js';
import type { TrueCall, TrueTurn } from './true-call.js';

/** What people do say on the phone, though recognisers make it up. */
const SAID = [
  'Добрый день, вы позвонили в компанию Уютные кухни.',
  'Да, да, да, да, слушаю вас.',
  'Я хочу подписаться на ваш канал, как это сделать?',
  'Подписывайтесь на наш канал, ссылка на сайте.',
  'Спасибо за внимание.',
  'Нет, нет, нет. Продолжение следует, я так понимаю?',
  'Продолжение следует.',
  'Ну всё, всем пока.',
  'До новых встреч!',
  'Договорились, тогда до понедельника. До новых встреч!',
  'Хорошо, поняла вас. Спасибо за внимание!',
  'У вас на линии динамичная музыка, я чуть не заснула.',
  'Спасибо за внимание, до свидания.',
];
const LETTERS_PER_SECOND = 14;
const REST_SECONDS = 0.6;
const SEED = 4711;
const SAMPLE_RATE = 8000;

/** A call in which both say such things, turn by turn; the simulator is told of it. */
export function saidCall(openai: OpenAI): TrueCall {
  const turns: TrueTurn[] = [];
  let at = REST_SECONDS;
  for (const [place, text] of SAID.entries()) {
    const end = at + Math.max(1, text.length / LETTERS_PER_SECOND);
    turns.push({ side: place % 2 === 0 ? 0 : 1, start: at, end, text });
    at = end + REST_SECONDS;
  }
  const spoken = turns.map(({ side, ...turn }) => ({ ...turn, channel: side }));
  const channels = madeChannels(SEED, at, spoken, 2);
  openai.hear(wavBytes(channels, { sampleRate: SAMPLE_RATE }), spoken);
  return {
    id: 'said',
    sampleRate: SAMPLE_RATE,
    channels,
    turns,
    isApart: true,
    roles: 'auto',
    source: { coding: 'wav' },
  };
}
