import { describe, expect, it } from 'vitest';
import type { Direction, Recorded, Recording } from '../../src/domain/call.js';
import type { Heard } from '../../src/domain/ports.js';
import type { ChannelRoles } from '../../src/domain/transcript/speakers.js';
import type { Unrecorded } from '../../src/domain/transcript/transcript.js';
import { transcribe } from '../../src/pipeline/2-transcribe.js';
import { analyze } from '../../src/pipeline/3-analyze.js';
import { call } from '../store/samples.js';

const signal = new AbortController().signal;

describe('a call without words', () => {
  it.each<Unrecorded>(['missed', 'unrecorded', 'overdue'])('%s: nothing is asked', async (absence) => {
    const room = openRoom({});
    const transcript = await room.transcribe(recorded([], { absence }));
    expect(transcript).toEqual({ text: '', model: null, turns: [], wordless: absence });
    expect(room.asked).toEqual([]);
  });

  it('silent: nothing is sent, nothing is paid', async () => {
    const room = openRoom({});
    const silent = recorded([recording('a', { speech: false }), recording('b', { speech: false })]);
    expect(await room.transcribe(silent)).toMatchObject({ wordless: 'silent' });
    expect(room.asked).toEqual([]);
  });

  it.each<[string, Partial<Heard>]>([
    ['nothing heard', { text: '' }],
    ['made up, as a segment', { text: 'Продолжение следует...', segments: [segment(0, 3, 'Продолжение следует...')] }],
    ['made up, as text only', { text: 'Субтитры сделал DimaTorzok' }],
  ])('unrecognised: %s', async (_, heard) => {
    const room = openRoom({ a: heard });
    const transcript = await room.transcribe(recorded([recording('a')]));
    expect(transcript).toEqual({ text: '', model: 'whisper-1', turns: [], wordless: 'unrecognised' });
  });

  it('is not analysed', async () => {
    const stage = analyze({ analyst: { analyze: () => Promise.reject(new Error('nobody asks')) } });
    const transcript = { text: '', model: null, turns: [], wordless: 'silent' as const };
    expect(await stage({ ...recorded([]), transcript }, signal)).toEqual({ none: 'wordless' });
  });
});

describe('the words of several recordings', () => {
  const both = {
    a: { text: 'Алло. Да.', segments: [segment(0, 1, 'Алло.'), segment(2, 3, 'Да.')] },
    b: { text: 'Соединяю.', segments: [segment(0.5, 1.5, 'Соединяю.')] },
  };

  it('are laid end to end, and asked for one by one on the call’s account', async () => {
    const room = openRoom(both);
    const transcript = await room.transcribe(recorded([recording('a'), recording('b')]));
    expect(transcript).toMatchObject({ text: 'Алло. Да.\nСоединяю.', model: 'whisper-1', wordless: null });
    expect(transcript.turns.map(({ start, end, text }) => [start, end, text])).toEqual([
      [0, 1, 'Алло.'],
      [2, 3, 'Да.'],
      [10.5, 11.5, 'Соединяю.'],
    ]);
    expect(room.asked).toEqual(['a for in_a/0', 'b for in_a/0']);
  });

  it('count a silent recording between them', async () => {
    const room = openRoom(both);
    const recordings = [recording('a'), recording('s', { speech: false, seconds: 7 }), recording('b')];
    const transcript = await room.transcribe(recorded(recordings));
    expect(transcript.turns.at(-1)).toMatchObject({ start: 17.5, end: 18.5 });
    expect(room.asked).toHaveLength(2);
  });

  it('have no turns when one of them is text only: half of them would hide the rest', async () => {
    const room = openRoom({ ...both, b: { text: 'Соединяю. Спасибо за просмотр!' } });
    const transcript = await room.transcribe(recorded([recording('a'), recording('b')]));
    expect(transcript).toMatchObject({ text: 'Алло. Да.\nСоединяю.', turns: [] });
  });

  it('keep their turns when the other holds no word', async () => {
    const room = openRoom({ ...both, b: { text: '' } });
    expect((await room.transcribe(recorded([recording('a'), recording('b')]))).turns).toHaveLength(2);
  });
});

describe('who speaks', () => {
  const heard = {
    text: 'Уют. Да. Угу.',
    segments: [segment(0, 1, 'Уют.'), segment(2, 3, 'Да.'), segment(4, 5, 'Угу.')],
  };
  const roles: ChannelRoles = { in: ['client', 'employee'], out: ['employee', 'client'] };

  it.each<[ChannelRoles, Direction, string[]]>([
    ['auto', 'in', ['unknown', 'unknown', 'unknown']],
    [roles, 'in', ['employee', 'client', 'unknown']],
    [roles, 'out', ['client', 'employee', 'unknown']],
  ])('%j, %s', async (channels, direction, speakers) => {
    const room = openRoom({ a: heard }, { channels, louder: [1, 0, null] });
    const { turns } = await room.transcribe(recorded([recording('a')], { direction }));
    expect(turns.map(({ speaker }) => speaker)).toEqual(speakers);
    expect(turns.map(({ channel }) => channel)).toEqual([1, 0, null]);
  });

  it('is not looked for where there are no times', async () => {
    const room = openRoom({ a: { text: 'Да.' } });
    await room.transcribe(recorded([recording('a')]));
    expect(room.listened).toEqual([]);
  });

  it('is looked for only where something was said, not where it was made up', async () => {
    const segments = [segment(0, 1, 'Да.'), segment(1, 9, 'Субтитры сделал DimaTorzok')];
    const room = openRoom({ a: { text: 'Да.', segments } });
    await room.transcribe(recorded([recording('a')]));
    expect(room.listened).toEqual([[{ start: 0, end: 1, text: 'Да.' }]]);
  });
});

function segment(start: number, end: number, text: string) {
  return { start, end, text };
}

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

/** The stage with a model that hears what the test says. */
function openRoom(
  words: Record<string, Partial<Heard>>,
  { channels = 'auto', louder = [] }: { channels?: ChannelRoles; louder?: (0 | 1 | null)[] } = {},
) {
  const asked: string[] = [];
  const listened: unknown[] = [];
  const stage = transcribe({
    transcriber: {
      async transcribe({ id }, payer) {
        asked.push(`${id} for ${payer.callId}/${payer.take}`);
        return { model: 'whisper-1', text: '', segments: [], ...words[id] };
      },
    },
    audioTools: {
      probe: () => Promise.reject(new Error('nobody asks')),
      async louderChannel(_, spans) {
        listened.push(spans);
        return spans.map((_, index) => louder[index] ?? null);
      },
    },
    channels,
  });
  return { asked, listened, transcribe: (given: Recorded) => stage(given, signal) };
}
