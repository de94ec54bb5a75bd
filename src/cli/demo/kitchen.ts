import { type Firm, recorded } from './scenes.js';

/** A shop that sells kitchens: every kind of call, and a kill in the middle of one. */
export const KITCHEN: Firm = {
  name: 'Уютные кухни',
  preset: 'general',
  employees: { 100: 'Алексей', 101: 'Анна' },
  scenes: [
    {
      title: 'Звонит новый клиент: кухня, цена, замер',
      card: true,
      happen: forToday('01-sale-visit', (novofon, audio) =>
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
      happen: forToday('02-agency', (novofon, audio) =>
        novofon.addIncoming(
          { client: '74955550177', extension: '101', seconds: 40 },
          { audio, recordingAfterMs: 1_000 },
        ),
      ),
    },
    {
      title: 'Клиентка переносит замер, и тут программу убивают',
      card: true,
      kill: true,
      happen: forToday('06-two-speakers', (novofon, audio) =>
        novofon.addIncoming({ client: '79265550143', seconds: 36 }, { audio, recordingAfterMs: 500 }),
      ),
    },
    {
      title: 'Ошиблись номером',
      card: true,
      happen: forToday('04-wrong-number', (novofon, audio) =>
        novofon.addIncoming({ client: '79775550111', seconds: 6 }, { audio, recordingAfterMs: 500 }),
      ),
    },
    {
      title: 'Исходящий, в записи только гудок и шум',
      card: true,
      happen: forToday('03-silence', (novofon, audio) =>
        novofon.addOutgoing({ client: '79165550125', seconds: 21 }, { audio, recordingAfterMs: 500 }),
      ),
    },
    {
      title: 'Жалоба: мастер не приехал',
      card: true,
      happen: forToday('05-complaint', (novofon, audio) =>
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
      foreign: true,
      happen: ({ novofon }) => novofon.addIncoming({ client: '79165550191', number: '74995550000', seconds: 90 }),
    },
  ],
};

/** Lets the played models speak of weekdays alone, so that the demo makes sense on every day of the year. */
function forToday(id: string, add: Parameters<typeof recorded>[1]) {
  return recorded(id, add, (text) => UNDATED.reduce((told, [dated, undated]) => told.replace(dated, undated), text));
}

/** Dates that were said in the recordings, and how they are told on any other day. */
const UNDATED: [RegExp, string][] = [
  [/, двадцать шестого ноября,/g, ''],
  [/вторник, первое декабря,/g, 'вторник,'],
  [/(среда), второе декабря/gi, '$1'],
  [/, в субботу, двадцать первого ноября,/g, ''],
  [/"weekday": "sat"/g, '"weekday": null'],
  [/ на чт 26 ноября/g, ' на четверг'],
  [/ на ср 2 декабря/g, ' на среду'],
  [/вт 1 декабря/g, 'вторник'],
  [/"(day|month)": \d+/g, '"$1": null'],
];
