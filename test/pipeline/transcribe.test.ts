import { describe, expect, it } from 'vitest';
import type { Direction, Recorded, Recording } from '../../src/domain/call.js';
import type { Sound } from '../../src/domain/sound/sound.js';
import type { ChannelRoles } from '../../src/domain/transcript/speakers.js';
import { type Unrecorded, withoutWords } from '../../src/domain/transcript/transcript.js';
import { transcribe } from '../../src/pipeline/2-transcribe.js';
import { analyze } from '../../src/pipeline/3-analyze.js';
import { spans, stereo } from '../domain/sound/sounds.js';
import { call } from '../store/samples.js';

const signal = new AbortController().signal;

describe('a call without words', () => {
  it.each<Unrecorded>(['missed', 'unrecorded', 'overdue'])('%s: nothing is asked', async (absence) => {
    const room = openRoom({});
    const transcript = await room.transcribe(recorded([], { absence }));
    expect(transcript).toEqual(withoutWords(absence));
    expect(room.asked).toEqual([]);
  });

  it('silent: nothing is sent, nothing is paid', async () => {
    const room = openRoom({});
    const silent = recorded([recording('a', { speech: false }), recording('b', { speech: false })]);
    expect(await room.transcribe(silent)).toMatchObject({ wordless: 'silent' });
    expect(room.asked).toEqual([]);
  });

  it.each<[string, string]>([
    ['nothing heard', ''],
    ['made up', 'Субтитры сделал DimaTorzok'],
  ])('unrecognised: %s', async (_, text) => {
    const room = openRoom({ words: { 'a side 0': text } });
    const transcript = await room.transcribe(recorded([recording('a')]));
    expect(transcript).toMatchObject({ text: '', model: 'whisper-1', turns: [], wordless: 'unrecognised' });
    expect(transcript.cut).toHaveLength(text === '' ? 0 : 1);
  });

  it('is not analysed', async () => {
    const stage = analyze({ analyst: { analyze: () => Promise.reject(new Error('nobody asks')) } });
    const transcript = withoutWords('silent');
    expect(await stage({ ...recorded([]), transcript }, signal)).toEqual({ none: 'wordless' });
  });
});

describe('a stereo recording', () => {
  it('goes up a side at a time, and each side has its words', async () => {
    const room = openRoom({ words: { 'a side 0': 'Кухни, добрый день.', 'a side 1': 'Здравствуйте.' } });
    const { turns, text, trust } = await room.transcribe(recorded([recording('a')]));
    expect(turns.map(({ channel, start, end, text }) => [channel, start, end, text])).toEqual([
      [0, 1, 4, 'Кухни, добрый день.'],
      [1, 5, 8, 'Здравствуйте.'],
    ]);
    expect(text).toBe('Кухни, добрый день. Здравствуйте.');
    expect(trust).toMatchObject({ score: 1, speechSeconds: 6 });
  });

  const roles: ChannelRoles = { in: ['client', 'employee'], out: ['employee', 'client'] };
  it.each<[ChannelRoles, Direction, string[]]>([
    ['auto', 'in', ['unknown', 'unknown']],
    [roles, 'in', ['client', 'employee']],
    [roles, 'out', ['employee', 'client']],
  ])('has the speakers that are set: %j, %s', async (channels, direction, speakers) => {
    const room = openRoom({ words: { 'a side 0': 'Да.', 'a side 1': 'Нет.' }, channels });
    const { turns } = await room.transcribe(recorded([recording('a')], { direction }));
    expect(turns.map(({ speaker }) => speaker)).toEqual(speakers);
  });

  it('of which one channel is dead is a line for both, unless it is set who is on the other', async () => {
    const oneSided = { ...STEREO, layout: 'one-sided' as const, tracks: STEREO.tracks.slice(0, 1) };
    const words = { 'a side 0': 'Кухни. Здравствуйте.', 'a side null': 'Кухни. Здравствуйте.' };
    const told = async (channels: ChannelRoles) => {
      const { turns } = await openRoom({ words, channels, sound: oneSided }).transcribe(recorded([recording('a')]));
      return turns.map(({ channel, speaker }) => [channel, speaker]);
    };
    expect(await told('auto')).toEqual([
      [null, 'unknown'],
      [null, 'unknown'],
    ]);
    expect(await told(roles)).toEqual([[0, 'client']]);
  });
});

describe('the words of several recordings', () => {
  const words = { 'a side 0': 'Алло.', 'a side 1': 'Да.', 'b side 0': 'Соединяю.', 'b side 1': 'Спасибо.' };

  it('are laid end to end, and paid on the call’s account', async () => {
    const room = openRoom({ words });
    const transcript = await room.transcribe(recorded([recording('a'), recording('b')]));
    expect(transcript).toMatchObject({ text: 'Алло. Да.\nСоединяю. Спасибо.', model: 'whisper-1', wordless: null });
    expect(transcript.turns.map(({ start, text }) => [start, text])).toEqual([
      [1, 'Алло.'],
      [5, 'Да.'],
      [11, 'Соединяю.'],
      [15, 'Спасибо.'],
    ]);
    expect(room.asked).toEqual(['a for in_a/0', 'b for in_a/0']);
  });

  it('count a silent recording between them', async () => {
    const room = openRoom({ words });
    const recordings = [recording('a'), recording('s', { speech: false, seconds: 7 }), recording('b')];
    const transcript = await room.transcribe(recorded(recordings));
    expect(transcript.turns.at(-1)).toMatchObject({ start: 22, text: 'Спасибо.' });
    expect(room.asked).toHaveLength(2);
  });

  it('have no turns when one of them cannot be placed: half of them would hide the rest', async () => {
    const room = openRoom({ words: { ...words, o: 'Соединяю. Спасибо за просмотр!' } });
    const transcript = await room.transcribe(recorded([recording('a'), recording('o', { format: 'ogg' })]));
    expect(transcript).toMatchObject({ text: 'Алло. Да.\nСоединяю.', turns: [] });
  });

  it('keep their turns when the other holds no word', async () => {
    const room = openRoom({ words });
    expect((await room.transcribe(recorded([recording('a'), recording('c')]))).turns).toHaveLength(2);
  });
});

describe('what was heard', () => {
  it('is mended, and what was made up is kept apart with its time in the call', async () => {
    const words = { 'b side 0': 'Это навафон.', 'b side 1': 'Да. Субтитры сделал DimaTorzok' };
    const room = openRoom({ words, replace: { навафон: 'Новофон' } });
    const transcript = await room.transcribe(recorded([recording('a', { speech: false }), recording('b')]));
    expect(transcript.text).toBe('Это Новофон. Да.');
    expect(transcript.cut).toEqual([
      { text: 'Субтитры сделал DimaTorzok', at: expect.closeTo(14.92), side: 1, why: 'credits' },
    ]);
  });
});

function recording(id: string, given: Partial<Recording> = {}): Recording {
  const usual = {
    file: `${id}.mp3`,
    format: 'mp3',
    bytes: 1,
    sha256: id,
    seconds: 10,
    channels: 2,
    speech: true,
  } as const;
  return { id, ...usual, ...given };
}

function recorded(
  recordings: Recording[],
  { absence = null, direction = 'in' }: { absence?: Unrecorded | null; direction?: Direction } = {},
): Recorded {
  return { ...call('in_a'), direction, live: true, notify: true, take: 0, audio: { recordings, absence } };
}

const STEREO = stereo(spans([1, 4]), spans([5, 8]), 10);

interface Given {
  /** By recording and side: `a side 0`; `o` where it is not decoded. */
  words?: Record<string, string>;
  channels?: ChannelRoles;
  replace?: Record<string, string>;
  sound?: Sound;
}

/** The stage with an ear and a model that hear what the test says. */
function openRoom({ words = {}, channels = 'auto', replace = {}, sound = STEREO }: Given) {
  const asked: string[] = [];
  const stage = transcribe({
    transcriber: {
      async transcribe(cut, payer) {
        const pieces = await cut({ longestSeconds: 1_000, hasTimes: true });
        const [id] = pieces.map(({ upload }) => upload.sha256);
        asked.push(`${id} for ${payer.callId}/${payer.take}`);
        return {
          model: 'whisper-1',
          pieces: pieces.map(({ piece }) => ({
            piece,
            text: words[piece ? `${id} side ${piece.side}` : `${id}`] ?? '',
            segments: [],
          })),
        };
      },
    },
    audioTools: {
      listen: async ({ format }) => (format === 'ogg' ? null : sound),
      uploads: async ({ sha256 }, pieces) =>
        (pieces ?? [null]).map(() => ({ body: new Blob([]), format: 'mp3', sha256, seconds: 1, leadSeconds: 0 })),
    },
    ...{ channels, replace, vocabulary: [] },
  });
  return { asked, transcribe: (given: Recorded) => stage(given, signal) };
}
