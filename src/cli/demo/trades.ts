import { KITCHEN } from './kitchen.js';
import { type Firm, recorded } from './scenes.js';

/** The firm of each bundled preset. Nobody names a date in the calls of these three, so they are told on any day. */
export const FIRMS: Record<string, Firm> = {
  general: KITCHEN,
  'real-estate': {
    name: 'Квартира на Садовой',
    preset: 'real-estate',
    employees: { 100: 'Павел' },
    scenes: [
      {
        title: 'Звонит агентство: есть покупатель на квартиру',
        card: true,
        happen: recorded('07-flat-agency', (novofon, audio) =>
          novofon.addIncoming({ client: '79165550147', seconds: 54 }, { audio, recordingAfterMs: 1_000 }),
        ),
      },
    ],
  },
  service: {
    name: 'Третий бокс',
    preset: 'service',
    employees: { 100: 'Марина' },
    scenes: [
      {
        title: 'Звонят в автосервис: стучит при торможении',
        card: true,
        happen: recorded('08-car-service', (novofon, audio) =>
          novofon.addIncoming({ client: '79265550108', seconds: 50 }, { audio, recordingAfterMs: 1_000 }),
        ),
      },
    ],
  },
  clinic: {
    name: 'Северный сад',
    preset: 'clinic',
    employees: { 100: 'Светлана' },
    scenes: [
      {
        title: 'Звонят в клинику: у ребёнка болит ухо',
        card: true,
        happen: recorded('09-clinic-booking', (novofon, audio) =>
          novofon.addIncoming({ client: '79035550109', seconds: 47 }, { audio, recordingAfterMs: 1_000 }),
        ),
      },
    ],
  },
};
