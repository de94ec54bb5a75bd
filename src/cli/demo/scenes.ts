import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Happened, Novofon } from '../../simulators/novofon/novofon.js';
import type { World } from '../../simulators/world.js';

/** A call of the demo. `card`: whether one is due in the group; `kill`: the daemon is killed while it is analysed. */
export interface Scene {
  title: string;
  card: boolean;
  kill?: boolean;
  happen(world: World, assets: string): Happened;
}

export const SCENES: Scene[] = [
  {
    title: 'Звонит новый клиент: кухня, цена, замер',
    card: true,
    happen: recorded('01-sale-visit', (novofon, audio) =>
      novofon.addIncoming({ client: '79161234567', seconds: 64 }, { audio }),
    ),
  },
  {
    title: 'Пока все заняты, кто-то не дозвонился',
    card: true,
    happen: ({ novofon }) => novofon.addIncoming({ client: '79035550102', disposition: 'no answer' }),
  },
  {
    title: 'Рекламное агентство предлагает услуги',
    card: true,
    happen: recorded('02-agency', (novofon, audio) =>
      novofon.addIncoming({ client: '74955550177', extension: '101', seconds: 40 }, { audio, recordingAfterMs: 1_000 }),
    ),
  },
  {
    title: 'Клиентка переносит замер, и тут программу убивают',
    card: true,
    kill: true,
    happen: recorded('06-two-speakers', (novofon, audio) =>
      novofon.addIncoming({ client: '79265550143', seconds: 36 }, { audio, recordingAfterMs: 500 }),
    ),
  },
  {
    title: 'Ошиблись номером',
    card: true,
    happen: recorded('04-wrong-number', (novofon, audio) =>
      novofon.addIncoming({ client: '79775550111', seconds: 6 }, { audio, recordingAfterMs: 500 }),
    ),
  },
  {
    title: 'Исходящий, в записи только гудок и шум',
    card: true,
    happen: recorded('03-silence', (novofon, audio) =>
      novofon.addOutgoing({ client: '79165550125', seconds: 21 }, { audio, recordingAfterMs: 500 }),
    ),
  },
  {
    title: 'Жалоба: мастер не приехал',
    card: true,
    happen: recorded('05-complaint', (novofon, audio) =>
      novofon.addIncoming({ client: '79175550138', seconds: 35 }, { audio, recordingAfterMs: 500 }),
    ),
  },
  {
    title: 'Исходящий без ответа: карточки по правилу нет',
    card: false,
    happen: ({ novofon }) => novofon.addOutgoing({ client: '79165550190', disposition: 'no answer' }),
  },
  {
    title: 'Звонок на номер другой фирмы того же аккаунта: не наш',
    card: false,
    happen: ({ novofon }) => novofon.addIncoming({ client: '79165550191', number: '74995550000', seconds: 90 }),
  },
];

function recorded(id: string, add: (novofon: Novofon, audio: string) => Happened): Scene['happen'] {
  return ({ novofon, openai }, assets) => {
    const audio = join(assets, JSON.parse(readFileSync(join(assets, `${id}.json`), 'utf8')).file);
    playForToday(openai, id, audio, assets);
    return add(novofon, audio);
  };
}

/** Dates that were said in the recordings, and how they are told on any other day. */
const UNDATED: [RegExp, string][] = [
  [/, двадцать шестого ноября,/g, ''],
  [/вторник, первое декабря,/g, 'вторник,'],
  [/Среда, второе декабря\./g, 'Среда.'],
  [/, в субботу, двадцать первого ноября,/g, ''],
  [/"weekday": "sat"/g, '"weekday": null'],
  [/ на чт 26 ноября/g, ' на четверг'],
  [/ на ср 2 декабря/g, ' на среду'],
  [/вт 1 декабря/g, 'вторник'],
  [/"(day|month)": \d+/g, '"$1": null'],
];

/** Lets the played models speak of weekdays alone, so that the demo makes sense on every day of the year. */
function playForToday(openai: World['openai'], id: string, audio: string, assets: string): void {
  const read = (name: string) => {
    const text = readFileSync(join(assets, name), 'utf8');
    return JSON.parse(UNDATED.reduce((told, [dated, undated]) => told.replace(dated, undated), text));
  };
  if (id === '03-silence') return;
  openai.hear(readFileSync(audio), read(`${id}.json`).segments, read(`${id}.analysis.json`));
}
