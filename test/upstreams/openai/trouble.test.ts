import { describe, expect, it } from 'vitest';
import type { Trouble } from '../../../src/domain/trouble.js';
import { QUOTA_GONE, REGION_REFUSED } from '../../../src/simulators/openai/api-error.js';
import { cut, hang, reset, type Scripted, status } from '../../../src/simulators/script.js';
import { wav } from '../../simulators/audio-samples.js';
import { allWordsOf, never, type Options, openRoom, PAYER, type Room, spoken, troubleOf } from './room.js';

const SPEECH = '/v1/audio/transcriptions';
const CHAT = '/v1/chat/completions';
const HTML = { 'content-type': 'text/html' };
const WORDS = 'Меня зовут Ольга Шестакова.';

const quota = (code: string, type: string) => status(429, {}, { error: { message: 'no money', type, code } });
const refusal = (code: string | null) => ({ error: { message: 'no', type: 'invalid_request_error', code } });

const ROWS: [string, Scripted, Trouble, number | undefined, RegExp][] = [
  ['400 invalid value', status(400, {}, refusal('invalid_value')), 'rejected', undefined, /refuses the request/],
  ['400 too short', status(400, {}, refusal('audio_too_short')), 'rejected', undefined, /refuses the request/],
  ['400 a parameter of ours', status(400, {}, refusal('unknown_parameter')), 'unauthorized', undefined, /parameter/],
  ['401', status(401, {}, refusal('invalid_api_key')), 'unauthorized', undefined, /openai\.apiKey/],
  ['402 of a gateway', status(402, {}, {}), 'unauthorized', undefined, /no money/],
  ['403 the country', status(403, {}, REGION_REFUSED), 'unauthorized', undefined, /country.*openai\.proxy/],
  ['403 a page', status(403, HTML, '<html>Forbidden</html>'), 'unauthorized', undefined, /forbids/],
  ['404 the address', status(404, HTML, '404 page not found'), 'unauthorized', undefined, /openai\.baseUrl/],
  ['408', status(408), 'transient', undefined, /\(408\)/],
  ['409', status(409), 'transient', undefined, /\(409\)/],
  ['413 that calls itself server_error', status(413), 'rejected', undefined, /25 MiB/],
  [
    '422 of FastAPI',
    status(422, {}, { detail: [{ msg: 'Field required', input: WORDS }] }),
    'rejected',
    undefined,
    /422/,
  ],
  ['429 rate', status(429, { 'retry-after': '7' }), 'transient', 7_000, /slow down/],
  ['429 rate, in milliseconds', status(429, { 'retry-after-ms': '1500' }), 'transient', 1_500, /slow down/],
  ['429 rate without a time', status(429), 'transient', undefined, /slow down/],
  ['429 «at once», which is no time', status(429, { 'retry-after': '0' }), 'transient', undefined, /slow down/],
  ['503 till the end of days', status(503, { 'retry-after': '99999999999999' }), 'transient', 3_600_000, /503/],
  ['429 money, by code', status(429, {}, QUOTA_GONE), 'unauthorized', undefined, /out of money/],
  ['429 money, by type', quota('', 'insufficient_quota'), 'unauthorized', undefined, /out of money/],
  ['429 spend limit', quota('project_spend_limit_exceeded', 'requests'), 'unauthorized', undefined, /over its limit/],
  ['500', status(500), 'transient', undefined, /server failed \(500\)/],
  ['502 a page', status(502, HTML, '<html>Bad Gateway</html>'), 'transient', undefined, /server failed/],
  ['503 with a time', status(503, { 'retry-after': '20' }), 'transient', 20_000, /server failed \(503\)/],
  ['a reset', reset(), 'transient', undefined, /cannot be reached/],
  ['an answer that breaks off', cut(20), 'transient', undefined, /broke off/],
];

describe.each([
  ['speech', SPEECH, hear],
  ['texts', CHAT, read],
] as const)('troubles of the server for %s', (_, path, ask) => {
  it.each(ROWS)('%s', async (_name, scripted, trouble, retryAfterMs, message) => {
    await using room = await openRoom();
    room.world.openai.answer(path, [scripted]);
    const error = await troubleOf(ask(room));
    expect(error).toMatchObject({ upstream: 'openai', trouble, retryAfterMs, message: expect.stringMatching(message) });
    expect(room.world.openai.requestsTo(path), 'nobody but us tries again').toHaveLength(1);
    expect(await room.stored()).toEqual([]);
  });

  it('a server that says nothing', async () => {
    await using room = await openRoom();
    room.world.openai.answer(path, [hang()]);
    expect(await troubleOf(ask(room, { timeoutMs: 100 }))).toMatchObject({ trouble: 'transient' });
  });

  it('a server that is not there', async () => {
    await using room = await openRoom();
    const error = await troubleOf(ask(room, { baseUrl: 'http://127.0.0.1:9/v1' }));
    expect(error).toMatchObject({ trouble: 'transient', message: 'OpenAI cannot be reached' });
  });

  it('a key with a Cyrillic letter', async () => {
    await using room = await openRoom();
    const error = await troubleOf(ask(room, { apiKey: 'sk-\u0441ontent' }));
    expect(error).toMatchObject({ trouble: 'unauthorized', message: expect.stringMatching(/openai\.apiKey/) });
  });

  it('an abort of ours is thrown as it is', async () => {
    await using room = await openRoom();
    room.world.openai.answer(path, [hang()]);
    const stop = new AbortController();
    const asking = ask(room, {}, stop.signal);
    const thrown = asking.catch((error: unknown) => error);
    await expect.poll(() => room.world.openai.requestsTo(path)).toHaveLength(1);
    const reason = new Error('the grace of the stop is over');
    stop.abort(reason);
    expect(await thrown).toBe(reason);
  });
});

it('a recording that is not on disk is a trouble of the disk', async () => {
  await using room = await openRoom();
  const recording = await room.record(wav(5), 'a.wav', 'wav', 5);
  const asking = room.transcriber().transcribe({ ...recording, file: `${recording.file}.gone` }, PAYER, never());
  expect(await troubleOf(asking)).toMatchObject({ upstream: 'disk', trouble: 'transient' });
});

describe('what an error tells', () => {
  const key = 'sk-refused-key-0123456789';

  it.each<[string, Scripted | null, Options]>([
    ['the key is refused', null, { apiKey: key }],
    ['the server quotes the key', status(401, {}, { error: { message: `Invalid key: ${key}` } }), { apiKey: key }],
    ['the server quotes the request', status(400, {}, { error: { message: `bad input: ${WORDS}` } }), {}],
    ['… escaped', status(400, {}, { error: { message: JSON.stringify(WORDS).replace(/[^ -~]/g, escaped) } }), {}],
    ['… as plain text', status(500, HTML, WORDS), {}],
    ['the answer breaks off', status(200, { 'content-type': 'application/json' }, WORDS), {}],
  ])('is neither a key nor what was said: %s', async (_, scripted, options) => {
    await using room = await openRoom();
    if (scripted) room.world.openai.answerAlways(CHAT, scripted);
    const words = allWordsOf(await troubleOf(read(room, options)));
    expect(words).not.toMatch(/Ольга|Меня|\\u043e/i);
    expect(words).not.toContain(key);
    expect(words).not.toContain('6789');
  });

  it('is enough to find the cause', async () => {
    await using room = await openRoom();
    const words = {
      error: { message: 'Unsupported schema.', type: 'invalid_request_error', param: 'response_format' },
    };
    room.world.openai.answer(CHAT, [status(400, { 'x-request-id': 'req_7' }, words)]);
    const { cause } = await troubleOf(read(room));
    expect(cause).toMatchObject({
      message: '400 Unsupported schema. (invalid_request_error response_format req_7)',
    });
  });
});

function escaped(letter: string): string {
  return `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

async function hear(room: Room, options: Options = {}, signal = never()): Promise<unknown> {
  const recording = await room.record(wav(5), 'a.wav', 'wav', 5);
  return room.transcriber(options).transcribe(recording, PAYER, signal);
}

async function read(room: Room, options: Options = {}, signal = never()): Promise<unknown> {
  return room.analyst(options).analyze(spoken([WORDS]), signal);
}
