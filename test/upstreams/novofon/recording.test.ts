import { describe, expect, it } from 'vitest';
import type { CallFacts, Leg } from '../../../src/domain/call.js';
import { callOf } from '../../../src/domain/legs.js';
import { LineAgent } from '../../../src/lib/line-agent.js';
import { type Asked, ListedHints, never, novofon, provider, type Said, troubleOf } from './provider.js';

const REQUEST = '/v1/pbx/record/request/';
const AUDIO = Buffer.from('ID3 sound of a call');
const NOT_YET = { body: { status: 'error', message: 'File not found' } };
const audio: Said = { headers: { 'content-type': 'audio/mpeg', 'content-length': String(AUDIO.length) }, body: AUDIO };

function callWith(...ids: string[]): { call: CallFacts; leg: Leg } {
  const legs = ids.map(
    (id, place): Leg => ({
      id,
      from: '+79161234567',
      to: '+79843330712',
      employee: '100',
      startedAt: `2026-01-15T10:00:0${place}.000Z`,
      seconds: 10,
      disposition: 'answered',
      recorded: true,
    }),
  );
  const call = callOf({ id: 'in_1', provider: 'novofon', direction: 'in', client: null, number: null }, legs);
  const [leg] = call.legs;
  if (!leg) throw new Error('a call needs a leg');
  return { call, leg };
}

/** The API's side: `links` by what was asked for, `files` by path. */
async function serving(links: (query: Record<string, string>, url: string) => Said, files: (asked: Asked) => Said) {
  const api = await provider((asked) => (asked.path === REQUEST ? links(asked.query, api.url) : files(asked)));
  return api;
}

async function heard(open: Promise<{ stream: NodeJS.ReadableStream }>): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of (await open).stream) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces).toString();
}

describe('openRecording', () => {
  const { call, leg } = callWith('1768471201.4815170');

  it('asks for the link by the id of the leg and opens it without a signature', async () => {
    await using api = await serving(
      (_query, url) => ({ body: { status: 'success', link: `${url}/download/TOKEN/1768471201.4815170.mp3` } }),
      () => audio,
    );
    const { telephony, budget } = novofon(api.url);
    const incoming = await telephony.openRecording(call, leg, never);
    expect(incoming).toMatchObject({ contentType: 'audio/mpeg', contentLength: AUDIO.length });
    expect(await heard(Promise.resolve(incoming))).toBe(AUDIO.toString());
    expect(api.asked.map(({ path }) => path)).toEqual([REQUEST, '/download/TOKEN/1768471201.4815170.mp3']);
    expect(api.asked[0]?.rawQuery).toBe('call_id=1768471201.4815170&lifetime=1800');
    expect(api.asked[1]?.headers.authorization).toBeUndefined();
    expect(api.asked[1]?.headers['user-agent']).toMatch(/^Mozilla/);
    expect(budget.taken).toEqual([['all', 'schedule']]);
  });

  it('asks for a new link each time, as old ones end', async () => {
    let asked = 0;
    await using api = await serving(
      (_query, url) => ({ body: { status: 'success', link: `${url}/download/${++asked}.mp3` } }),
      ({ path }) => ({ body: path }),
    );
    const { telephony } = novofon(api.url);
    expect(await heard(telephony.openRecording(call, leg, never))).toBe('/download/1.mp3');
    expect(await heard(telephony.openRecording(call, leg, never))).toBe('/download/2.mp3');
  });

  it('falls back on the link that a notice of 2.0 told of, of this very call alone', async () => {
    const hash = '0f3c9a6be1d24f7788aa55cc33dd1e2f';
    await using api = await serving(
      () => NOT_YET,
      () => audio,
    );
    const told = (callId: string, session: string) =>
      new ListedHints([
        {
          callId,
          receivedAt: '2026-01-15T10:00:00.000Z',
          notice: { call_id_with_rec: `${session}.${hash}` },
          link: null,
        },
      ]);
    const ofSession = { ...call, id: '290043698' };
    const open = (hints: ListedHints, given: CallFacts) =>
      novofon(api.url, { hints }).telephony.openRecording(given, leg, never);
    expect(await heard(open(told('290043698', '290043698'), ofSession))).toBe(AUDIO.toString());
    expect(api.asked.at(-1)?.path).toBe(`/system/media/talk/290043698/${hash}/`);
    for (const [hints, given] of [
      [told('290043698', '290043699'), ofSession],
      [told('290043699', '290043698'), ofSession],
      [new ListedHints(), ofSession],
    ] as const) {
      expect(await troubleOf(open(hints, given))).toMatchObject({ trouble: 'not-ready' });
    }
  });

  it.each([
    ['straight', undefined],
    ['over a line of ours', new LineAgent(null, {})],
  ])('does not go to an inner address that a good name leads to, %s', async (_way, line) => {
    await using inner = await provider(() => audio);
    const link = inner.url.replace('http://127.0.0.1', 'https://localhost');
    await using api = await serving(
      () => ({ body: { status: 'success', link } }),
      () => audio,
    );
    const agent = line && { http: line, https: line };
    const { telephony } = novofon(api.url, { recordingHosts: ['localhost'], agent });
    const trouble = await troubleOf(telephony.openRecording(call, leg, never));
    expect(trouble).toMatchObject({ trouble: 'transient', message: expect.stringContaining('an inner address') });
    expect(inner.asked).toEqual([]);
  });

  it('falls back on the id of the call', async () => {
    const two = callWith('1.1', '1.2');
    await using api = await serving(
      (query, url) =>
        query.pbx_call_id === 'in_1'
          ? { body: { status: 'success', links: [`${url}/1.2.mp3`, { link: `${url}/1.1.mp3` }] } }
          : NOT_YET,
      ({ path }) => ({ body: path }),
    );
    expect(await heard(novofon(api.url).telephony.openRecording(two.call, two.leg, never))).toBe('/1.1.mp3');
    expect(api.asked.map(({ query }) => query)).toEqual([
      { call_id: '1.1', lifetime: '1800' },
      { pbx_call_id: 'in_1', lifetime: '1800' },
      {},
    ]);
  });

  it('asks for a leg without an id by the call alone', async () => {
    const phantom = callWith('in_1/2026-01-15T10:00:00.000Z/100');
    await using api = await serving(
      (_query, url) => ({ body: { status: 'success', links: [`${url}/a.mp3`] } }),
      () => audio,
    );
    await heard(novofon(api.url).telephony.openRecording(phantom.call, phantom.leg, never));
    expect(api.asked[0]?.query).toEqual({ pbx_call_id: 'in_1', lifetime: '1800' });
  });

  it.each([
    ['an error in an answer of 200', NOT_YET],
    ['HTTP 400', { ...NOT_YET, status: 400 }],
    ['HTTP 404', { ...NOT_YET, status: 404 }],
    ['no link', { body: { status: 'success', links: [] } }],
  ])('is not ready after %s for both ids', async (_name, said) => {
    await using api = await serving(
      () => said,
      () => audio,
    );
    const error = await troubleOf(novofon(api.url).telephony.openRecording(call, leg, never));
    expect(error.trouble).toBe('not-ready');
    expect(api.asked).toHaveLength(2);
  });

  it.each([
    [401, 'unauthorized'],
    [429, 'transient'],
    [502, 'transient'],
  ])('is %s of the API at once, with one request', async (status, trouble) => {
    await using api = await serving(
      () => ({ status, headers: { 'retry-after': '5' }, body: NOT_YET.body }),
      () => audio,
    );
    const error = await troubleOf(novofon(api.url).telephony.openRecording(call, leg, never));
    expect(error.trouble).toBe(trouble);
    expect(api.asked).toHaveLength(1);
  });

  it('builds the address of a Novofon 2.0 recording without asking', async () => {
    const hash = '0f3c9a6be1d24f7788aa55cc33dd1e2f';
    const modern = callWith(`401122334.${hash}`);
    await using api = await serving(
      () => NOT_YET,
      () => audio,
    );
    const { telephony, budget } = novofon(api.url, { baseUrl: 'http://127.0.0.1:9', mediaUrl: api.url });
    expect(await heard(telephony.openRecording(modern.call, modern.leg, never))).toBe(AUDIO.toString());
    expect(api.asked.map(({ path }) => path)).toEqual([`/system/media/talk/401122334/${hash}/`]);
    expect(budget.taken).toEqual([]);
  });
});

describe('the file', () => {
  const { call, leg } = callWith('1.1');
  const opening = (api: { url: string }) => novofon(api.url).telephony.openRecording(call, leg, never);
  const linked = (files: (asked: Asked) => Said, link = '/TOKEN/a.mp3') =>
    serving((_query, url) => ({ body: { status: 'success', link: new URL(link, url).href } }), files);

  it('is followed through redirects, relative ones too', async () => {
    const hops: Record<string, string> = { '/TOKEN/a.mp3': '/b', '/b': '../c?x=1' };
    await using api = await linked(({ path }) => {
      const location = hops[path];
      return location ? { status: 302, headers: { location } } : audio;
    });
    expect(await heard(opening(api))).toBe(AUDIO.toString());
    expect(api.asked.at(-1)).toMatchObject({ path: '/c', query: { x: '1' } });
  });

  it.each([
    ['the link', 'http://127.0.0.1:1/TOKEN/a.mp3', {}],
    ['a redirect', '/TOKEN/a.mp3', { status: 307, headers: { location: 'https://evil.example/TOKEN/a.mp3' } }],
    ['http on a known host', 'http://app.novofon.ru/TOKEN/a.mp3', {}],
  ])('is not fetched where %s leads elsewhere', async (_name, link, said) => {
    await using api = await linked(() => said, link);
    const error = await troubleOf(opening(api));
    expect(error.trouble).toBe('rejected');
    expect(error.message).not.toContain('TOKEN');
  });

  it.each([
    [401, 'not-ready'],
    [403, 'not-ready'],
    [404, 'not-ready'],
    [410, 'not-ready'],
    [204, 'not-ready'],
    [202, 'not-ready'],
    [407, 'unauthorized'],
    [429, 'transient'],
    [500, 'transient'],
    [503, 'transient'],
  ])('with HTTP %i is %s', async (status, trouble) => {
    await using api = await linked(() => ({ status, headers: { 'retry-after': '5' } }));
    const error = await troubleOf(opening(api));
    expect(error.trouble).toBe(trouble);
    expect(error.retryAfterMs).toBe(trouble === 'transient' ? 5_000 : undefined);
    expect(error.message).not.toContain('TOKEN');
  });

  it('that is redirected in a circle is transient', async () => {
    await using api = await linked(() => ({ status: 302, headers: { location: '/TOKEN/a.mp3' } }));
    expect((await troubleOf(opening(api))).trouble).toBe('transient');
    expect(api.asked.length).toBeLessThan(10);
  });

  it('that breaks off fails in our words, the link kept back', async () => {
    await using api = await linked(() => ({ headers: { 'content-length': '999' }, body: AUDIO, cut: true }));
    const error = await troubleOf(heard(opening(api)));
    expect(error.trouble).toBe('transient');
    expect(error.cause).toBeUndefined();
    expect(JSON.stringify({ ...error, message: error.message, stack: error.stack })).not.toContain('TOKEN');
  });

  it('that nobody reads may break without ending the process, and fails when it is read', async () => {
    await using api = await linked(() => ({ headers: { 'content-length': '999' }, body: AUDIO, cut: true }));
    const unread = opening(api);
    await unread;
    await expect(heard(opening(api))).rejects.toThrow();
    expect((await troubleOf(heard(unread))).trouble).toBe('transient');
  });

  it('is given up when we stop', async () => {
    const stopping = new AbortController();
    const reason = new Error('stopping');
    await using api = await linked(() => {
      stopping.abort(reason);
      return audio;
    });
    await expect(novofon(api.url).telephony.openRecording(call, leg, stopping.signal)).rejects.toBe(reason);
  });

  it('of unknown length and kind says so', async () => {
    await using api = await linked(() => ({ body: AUDIO }));
    const incoming = await opening(api);
    expect(incoming).toMatchObject({ contentType: null, contentLength: null });
    expect(await heard(Promise.resolve(incoming))).toBe(AUDIO.toString());
  });
});
