import type { World } from '../../src/simulators/world.js';
import { ASSETS } from './assets.js';

export type Generation = 'v1' | 'v2';

/** What a test tells of a call; whatever is left out has a usual value. */
interface Told {
  startedAt?: Date;
  recordingAfterMs?: number;
}

/** A call as it may be asked for. */
interface Ids {
  session: string;
  leg: string;
}

/** An account of either generation, in which the same things happen. */
export interface Account {
  /** A finished sale of a minute, recorded. */
  sale(told?: Told): Ids;
  missed(told?: Told): Ids;
  /** Answered, but nothing was recorded. */
  unrecorded(): Ids;
  /** A recorded talk of so many milliseconds that is over now. */
  talk(ms: number): Ids;
  /** Of another number of the account. */
  foreign(): void;
  /** A second recording of a call: the caller was put through. */
  joins(session: string): void;
  /** The history is refused, until null. */
  refuses(isRefused: boolean): void;
  /** How often the history was asked. */
  asked(): number;
}

const SALE = { file: `${ASSETS}/01-sale-visit.mp3`, seconds: 64 };
const TAXI = { file: `${ASSETS}/04-wrong-number.wav`, seconds: 6 };
const OTHER_NUMBER = '79990001122';

export function accountOf(world: World, generation: Generation): Account {
  return generation === 'v1' ? firstAccount(world) : secondAccount(world);
}

function firstAccount({ novofon }: World): Account {
  const idsOf = ({ rows: [row] }: { rows: Record<string, unknown>[] }): Ids => ({
    session: String(row?.pbx_call_id),
    leg: String(row?.call_id),
  });
  return {
    sale: ({ startedAt, ...recording } = {}) =>
      idsOf(novofon.addIncoming({ seconds: SALE.seconds, ...at(startedAt) }, { audio: SALE.file, ...recording })),
    missed: ({ startedAt } = {}) => idsOf(novofon.addIncoming({ disposition: 'no answer', ...at(startedAt) })),
    unrecorded: () => idsOf(novofon.addIncoming({ seconds: SALE.seconds, recorded: false })),
    talk: (ms) => idsOf(novofon.addIncoming({ seconds: ms / 1_000 }, { audio: TAXI.file })),
    foreign: () => void novofon.addIncoming({ number: OTHER_NUMBER }),
    joins: (session) => {
      const { rows } = novofon.addIncoming({ seconds: TAXI.seconds }, { audio: TAXI.file });
      for (const row of rows) row.pbx_call_id = session;
    },
    refuses: (isRefused) =>
      novofon.answerAlways(
        '/v1/statistics/pbx/',
        isRefused ? { kind: 'reply', status: 401, headers: {}, body: undefined } : null,
      ),
    asked: () => novofon.requestsTo('/v1/statistics/pbx/').length,
  };
}

function secondAccount({ novofonV2 }: World): Account {
  const talk = { talkSeconds: SALE.seconds, waitSeconds: 0 };
  const idsOf = (session: { id: number; hashes(kind: 'talk'): string[] }): Ids => ({
    session: String(session.id),
    leg: `${session.id}.${session.hashes('talk')[0] ?? '0'.repeat(32)}`,
  });
  return {
    sale: ({ startedAt, ...recording } = {}) =>
      idsOf(novofonV2.addIncoming({ ...talk, ...at(startedAt) }, { audio: SALE.file, ...recording })),
    missed: ({ startedAt } = {}) => idsOf(novofonV2.addIncoming({ lost: true, ...at(startedAt) })),
    unrecorded: () => idsOf(novofonV2.addIncoming(talk)),
    talk: (ms) => idsOf(novofonV2.addIncoming({ talkSeconds: ms / 1_000, waitSeconds: 0 }, { audio: TAXI.file })),
    foreign: () => void novofonV2.addIncoming({ number: OTHER_NUMBER }),
    joins: (session) => void novofonV2.sessions.find(({ id }) => String(id) === session)?.addRecord(TAXI.file),
    refuses: (isRefused) => (isRefused ? novofonV2.refuse('access_token_invalid') : novofonV2.accept()),
    asked: () => novofonV2.requestsTo('get.calls_report').length,
  };
}

function at(startedAt: Date | undefined): { startedAt?: Date } {
  return startedAt ? { startedAt } : {};
}
