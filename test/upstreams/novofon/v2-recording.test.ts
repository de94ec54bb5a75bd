import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CallFacts, Leg } from '../../../src/domain/call.js';
import type { Telephony } from '../../../src/domain/ports.js';
import { FileRecordings } from '../../../src/store/recordings.js';
import { DAY, never, provider, type Said, troubleOf } from './provider.js';
import { at, novofonV2, openAccount, result, row } from './v2-account.js';

const sound = (text: string) => Buffer.from(`ID3 ${text}`);
const TALK = sound('the talk');
const SECOND = sound('the second talk');
const WAV = sound('the wav');
const WHOLE = sound('all of it');
const HASH = '0f3c9a6be1d24f7788aa55cc33dd1e2f';
const OTHER_HASH = '9b1d0e7c4a5f46238c7e6d5f4a3b2c1d';

async function heard(open: Promise<{ stream: NodeJS.ReadableStream }>): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of (await open).stream) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces).toString();
}

async function onlyCall(telephony: Telephony): Promise<{ call: CallFacts; leg: Leg }> {
  const [call] = await telephony.finishedCalls(DAY, 'schedule', never);
  const leg = call?.legs[0];
  if (!call || !leg) throw new Error('the history is empty');
  return { call, leg };
}

/** What is heard of the only call, leg by leg, or the trouble. */
async function listen(telephony: Telephony): Promise<string[]> {
  const { call } = await onlyCall(telephony);
  const sounds: string[] = [];
  for (const leg of call.legs.filter(({ recorded }) => recorded)) {
    sounds.push(await heard(telephony.openRecording(call, leg, never)));
  }
  return sounds;
}

describe('the recording of a whole call', () => {
  it('is fetched by its hash, which is asked for each time', async () => {
    await using account = await openAccount();
    account.api.addIncoming({}, { audio: TALK });
    const { telephony, budget } = account.open();
    const { call, leg } = await onlyCall(telephony);
    const before = account.asked('get.calls_report');
    const incoming = await telephony.openRecording(call, leg, never);
    expect(incoming).toMatchObject({ contentType: 'audio/mpeg' });
    expect(await heard(Promise.resolve(incoming))).toBe(TALK.toString());
    await heard(telephony.openRecording(call, leg, never));
    expect(account.asked('get.calls_report')).toBe(before + 2);
    expect(budget.taken.at(-1)).toEqual(['all', 'schedule']);
  });

  it('is asked for by id, a day around the call in account time', async () => {
    const reports: Record<string, unknown>[] = [];
    await using api = await provider(({ body }) => {
      reports.push(JSON.parse(body).params);
      return result([row({ call_records: [] })]);
    });
    const { telephony } = novofonV2(api.url, { timezone: 'Asia/Yekaterinburg', numbers: [] });
    const { call, leg } = await onlyCall(telephony);
    await troubleOf(telephony.openRecording(call, leg, never));
    expect(reports[1]).toMatchObject({
      filter: { field: 'id', operator: '=', value: 401122334 },
      date_from: '2026-01-14 13:00:01',
      date_till: '2026-01-16 13:00:01',
    });
  });

  it('is not ready until it is there', async () => {
    await using account = await openAccount();
    account.api.addIncoming({}, { audio: TALK, recordingAfterMs: 40_000 });
    const { telephony } = account.open();
    const { call, leg } = await onlyCall(telephony);
    expect(await troubleOf(telephony.openRecording(call, leg, never))).toMatchObject({ trouble: 'not-ready' });
    account.pass(40_000);
    expect(await heard(telephony.openRecording(call, leg, never))).toBe(TALK.toString());
  });

  it.each([
    ['voice mail alone', { voiceMail: sound('after the tone') }],
    ['nothing, said as null', { noRecords: 'null' }],
  ] as const)('is not there for %s', async (_name, recording) => {
    await using account = await openAccount();
    account.api.addIncoming({}, recording);
    const { telephony } = account.open();
    const { call, leg } = await onlyCall(telephony);
    expect(await troubleOf(telephony.openRecording(call, leg, never))).toMatchObject({ trouble: 'not-ready' });
  });

  it('is not ready where the account has lost the call', async () => {
    await using account = await openAccount();
    account.api.addIncoming({}, { audio: TALK });
    const { telephony } = account.open();
    const { call, leg } = await onlyCall(telephony);
    account.api.sessions.splice(0);
    expect(await troubleOf(telephony.openRecording(call, leg, never))).toMatchObject({ trouble: 'not-ready' });
  });

  it.each([
    ['the mp3, where there is a wav as well', { audio: TALK, wav: WAV }, TALK],
    ['the wav, where there is nothing else', { wav: WAV, fullLink: 'absent' }, WAV],
  ] as const)('is %s', async (_name, recording, expected) => {
    await using account = await openAccount();
    account.api.addIncoming({}, recording);
    expect(await listen(account.open().telephony)).toEqual([expected.toString()]);
  });

  it('lies under the communication, where that has an id of its own', async () => {
    await using account = await openAccount();
    account.api.addIncoming({ communicationId: 7 }, { audio: TALK });
    expect(await listen(account.open().telephony)).toEqual([TALK.toString()]);
    expect(account.api.requests.at(-1)?.path).toMatch(/^\/system\/media\/talk\/7\/[0-9a-f]{32}\/$/);
  });

  it.each(['url', 'hash'] as const)(
    'is the whole conversation (a link as %s), once talks have come apart',
    async (fullLink) => {
      await using account = await openAccount();
      const session = account.api.addIncoming({}, { audio: TALK, fullLink, fullAudio: WHOLE });
      const { telephony } = account.open();
      const { call, leg } = await onlyCall(telephony);
      session.addRecord(SECOND);
      expect(await heard(telephony.openRecording(call, leg, never))).toBe(WHOLE.toString());
      expect(account.api.requests.at(-1)?.path).toMatch(/^\/401122334\/[0-9a-f]{32}$/);
    },
  );

  it('is not ready once talks have come apart and there is no whole: the next pass brings their legs', async () => {
    await using account = await openAccount();
    const session = account.api.addIncoming({}, { audio: TALK, wav: WAV, fullLink: 'absent' });
    const { telephony } = account.open();
    const { call, leg } = await onlyCall(telephony);
    session.addRecord(SECOND);
    expect(await troubleOf(telephony.openRecording(call, leg, never))).toMatchObject({ trouble: 'not-ready' });
    expect(await listen(telephony)).toEqual([TALK.toString(), SECOND.toString()]);
  });
});

describe('recordings of several talks', () => {
  it('are fetched each by its leg, in order and without asking', async () => {
    await using account = await openAccount();
    account.api.addIncoming({}, { audio: [SECOND, TALK] });
    const { telephony } = account.open();
    expect(await listen(telephony)).toEqual([SECOND.toString(), TALK.toString()]);
    expect(account.asked('get.calls_report')).toBe(1);
  });

  it('are found under their ids alone, with no API at all', async () => {
    await using account = await openAccount();
    const session = account.api.addIncoming({}, { audio: TALK });
    const { call, leg } = await onlyCall(account.open().telephony);
    const { telephony, budget } = account.open({ baseUrl: 'http://127.0.0.1:9', mediaUrl: `${account.api.url}/` });
    const modern = { ...leg, id: `401122334.${session.hashes('talk')[0]}` };
    expect(await heard(telephony.openRecording(call, modern, never))).toBe(TALK.toString());
    expect(budget.taken).toEqual([]);
  });
});

describe('the address of a whole conversation', () => {
  /** Where a recording that lies elsewhere would be fetched from: the message of the refusal names the host. */
  const lookedForOn = async (full_record_file_link: string, mediaUrl: string) => {
    await using api = await provider(() => result([row({ call_records: [], full_record_file_link })]));
    const { telephony } = novofonV2(api.url, {
      timezone: 'UTC',
      numbers: [],
      mediaUrl,
      recordingHosts: [],
      baseUrl: api.url,
    });
    const { call, leg } = await onlyCall(telephony);
    const error = await troubleOf(telephony.openRecording(call, leg, never)).catch(() => null);
    return error?.message.match(/lies on (\S+),/)?.[1] ?? null;
  };

  it.each([
    ['a link', 'https://records.example/401122334/x', 'https://app.novofon.ru', 'records.example'],
    ['a hash', HASH, 'https://app.novofon.ru', 'media.novofon.ru'],
    ['a hash, the address with a slash', HASH, 'https://app.novofon.ru/', 'media.novofon.ru'],
  ])('from %s', async (_name, said, mediaUrl, host) => {
    expect(await lookedForOn(said, mediaUrl)).toBe(host);
  });

  it('from a hash is on mediaUrl, where that is another than usual', async () => {
    await using api = await provider(({ path }) =>
      path === `/relay/401122334/${HASH}`
        ? { headers: { 'content-type': 'audio/mpeg' }, body: 'all' }
        : result([row({ call_records: null, full_record_file_link: HASH })]),
    );
    const { telephony } = novofonV2(api.url, { timezone: 'UTC', numbers: [], mediaUrl: `${api.url}/relay/` });
    expect(await listen(telephony)).toEqual(['all']);
  });
});

describe('the file', () => {
  it.each(['html', 'json', 'nearly-empty'] as const)('that is %s under 200 is no recording yet', async (trouble) => {
    const folder = await mkdtemp(join(tmpdir(), 'audiobot-'));
    try {
      await using account = await openAccount();
      account.api.addIncoming({}, { audio: Buffer.concat([Buffer.from('ID3'), Buffer.alloc(1_000)]) });
      account.api.spoilMedia(trouble);
      const { telephony } = account.open();
      const { call, leg } = await onlyCall(telephony);
      const recordings = new FileRecordings(folder);
      const save = async () => recordings.save(call.id, leg.id, await telephony.openRecording(call, leg, never), never);
      expect(await troubleOf(save())).toMatchObject({ trouble: 'not-ready' });
      account.api.spoilMedia(null);
      expect(await save()).toMatchObject({ bytes: 1_003, format: 'mp3' });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('that is forbidden is not ready, and its hash is not told', async () => {
    await using account = await openAccount();
    const session = account.api.addIncoming({}, { audio: TALK });
    account.api.spoilMedia('forbidden');
    const { telephony } = account.open();
    const { call, leg } = await onlyCall(telephony);
    const error = await troubleOf(telephony.openRecording(call, leg, never));
    expect(error.trouble).toBe('not-ready');
    expect(error.message).not.toContain(session.hashes('talk')[0]);
  });

  it('is asked for with the slash, and followed to one where the host wants it', async () => {
    const moved = (path: string): Said => ({ status: 308, headers: { location: `${path}x/` } });
    const files: Record<string, Said> = {
      [`/system/media/talk/401122334/${HASH}/`]: moved('/talk/'),
      '/talk/x/': { body: 'sound' },
    };
    await using api = await provider(({ path }) => files[path] ?? result([row({ call_records: [HASH] })]));
    expect(await listen(novofonV2(api.url, { timezone: 'UTC', numbers: [] }).telephony)).toEqual(['sound']);
  });

  it('is asked for without our token', async () => {
    await using api = await provider(({ path }) =>
      path.startsWith('/system/') ? { body: path } : result([row({ call_records: [HASH, OTHER_HASH] })]),
    );
    const { telephony } = novofonV2(api.url, { timezone: 'UTC', numbers: [] });
    expect(await listen(telephony)).toEqual([HASH, OTHER_HASH].map((hash) => `/system/media/talk/401122334/${hash}/`));
    for (const { headers, body, rawQuery } of api.asked.slice(1)) {
      expect(JSON.stringify([headers, body, rawQuery])).not.toContain('accesstoken');
    }
  });

  it('is given up when we stop', async () => {
    await using account = await openAccount();
    account.api.addIncoming({ startedAt: at('10:00:00') }, { audio: TALK });
    const { telephony } = account.open();
    const { call, leg } = await onlyCall(telephony);
    const reason = new Error('stopping');
    await expect(telephony.openRecording(call, leg, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
