import { describe, expect, it } from 'vitest';
import type { Trouble } from '../../../src/domain/trouble.js';
import { UpstreamError } from '../../../src/domain/trouble.js';
import { faults } from '../../../src/simulators/openai/faults.js';
import { cut, hang, reset, type Scripted, status, trickle } from '../../../src/simulators/script.js';
import { startHttpProxy } from '../../proxies/http-proxy.js';
import { wav } from '../../simulators/audio-samples.js';
import { allWordsOf, never, type Options, openRoom, PAYER, type Room, spoken, troubleOf } from './room.js';

const SPEECH = '/v1/audio/transcriptions';
const CHAT = '/v1/chat/completions';
const HTML = { 'content-type': 'text/html' };
const WORDS = 'Меня зовут Ольга Шестакова.';
const { quota, rate } = faults;

/** What the server says, what it means to us, the wait that is obeyed, and what the operator reads. */
const ROWS: [string, Scripted, Trouble, number | undefined, RegExp][] = [
  ['400 of this recording', faults.badValue('invalid_value'), 'rejected', undefined, /refuses the request/],
  ['400 of this kind of file', faults.badValue('unsupported_value'), 'rejected', undefined, /refuses the request/],
  ['400 too short', faults.badValue('audio_too_short'), 'rejected', undefined, /refuses the request/],
  ['400 longer than 1400 seconds', faults.tooLong(), 'rejected', undefined, /refuses the request/],
  ['400 too many words', faults.badValue('context_length_exceeded', 'messages'), 'rejected', undefined, /refuses/],
  ['400 a parameter nobody knows', faults.unknownParameter('seed'), 'unauthorized', undefined, /parameter/],
  [
    '400 a parameter of other models',
    faults.unsupportedParameter('temperature'),
    'unauthorized',
    undefined,
    /parameter/,
  ],
  ['400 the same in older words', faults.unrecognizedArgument('reasoning_effort'), 'unauthorized', undefined, /param/],
  ['400 the language', faults.badValue('invalid_value', 'languages[0]'), 'unauthorized', undefined, /parameter/],
  ['400 the format', faults.badValue('unsupported_value', 'response_format'), 'unauthorized', undefined, /parameter/],
  ['401 the key', faults.badKey('sk-gone-0123456789'), 'unauthorized', undefined, /openai\.apiKey/],
  ['401 the address', faults.addressNotAllowed(), 'unauthorized', undefined, /this address/],
  ['402 of a gateway', faults.noMoney(), 'unauthorized', undefined, /no money/],
  ['403 the country', faults.region(), 'unauthorized', undefined, /country.*openai\.proxy/],
  ['403 a page', faults.edgeBlock(), 'unauthorized', undefined, /forbids/],
  ['404 the model', faults.noModel('whisper-1'), 'unauthorized', undefined, /model name/],
  ['404 the address', status(404, HTML, '404 page not found'), 'unauthorized', undefined, /openai\.baseUrl/],
  ['408', status(408), 'transient', undefined, /\(408\)/],
  ['409', status(409), 'transient', undefined, /\(409\)/],
  ['413 that calls itself server_error', faults.tooLarge(), 'rejected', undefined, /25 MiB/],
  ['422 of FastAPI', faults.unprocessable(WORDS), 'rejected', undefined, /422/],
  ['an error in one text', faults.inWords(500, WORDS), 'transient', undefined, /server failed \(500\)/],
  ['429 rate', rate({ 'retry-after': '7' }), 'transient', 7_000, /slow down/],
  [
    '429 rate, in milliseconds',
    rate({ 'retry-after-ms': '1500', 'retry-after': '2' }),
    'transient',
    1_500,
    /slow down/,
  ],
  ['429 rate, longer than the SDK would wait', rate({ 'retry-after': '7200' }), 'transient', 7_200_000, /slow down/],
  ['429 rate without a time', rate(), 'transient', undefined, /slow down/],
  ['429 «at once», which is no time', rate({ 'retry-after': '0' }), 'transient', undefined, /slow down/],
  ['429 slow down', faults.slowDown({ 'retry-after': '20' }), 'transient', 20_000, /slow down/],
  ['429 no credit', quota(), 'unauthorized', undefined, /out of money/],
  ['429 no quota', quota('insufficient_quota'), 'unauthorized', undefined, /out of money/],
  ['429 limit of the organisation', quota('organization_spend_limit_exceeded'), 'unauthorized', undefined, /over/],
  ['429 limit of the project', quota('project_spend_limit_exceeded', 'x'), 'unauthorized', undefined, /over/],
  ['429 no quota, by type alone', quota('something_new'), 'unauthorized', undefined, /out of money/],
  ['429 no quota, by code alone', quota('insufficient_quota', 'tokens'), 'unauthorized', undefined, /out of money/],
  [
    '429 no quota, and «try again»',
    quota('insufficient_quota', 'insufficient_quota', { 'x-should-retry': 'true', 'retry-after': '1' }),
    'unauthorized',
    undefined,
    /out of money/,
  ],
  ['500', faults.failed(), 'transient', undefined, /server failed \(500\)/],
  ['502 a page', faults.badGateway(), 'transient', undefined, /server failed/],
  ['503 overloaded', faults.overloaded(), 'transient', undefined, /server failed \(503\)/],
  ['503 with a time', faults.overloaded({ 'retry-after': '20' }), 'transient', 20_000, /server failed \(503\)/],
  ['503 till the end of days', faults.overloaded({ 'retry-after': '99999999999999' }), 'transient', 86_400_000, /503/],
  ['503 a model taken off, with no other', faults.withdrawn('whisper-1'), 'unauthorized', undefined, /model name.*503/],
  ['504 a page', faults.gatewayTimeout(), 'transient', undefined, /server failed/],
  ['200 a page', faults.page(), 'transient', undefined, /not that of a model/],
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

  it.each<[string, Scripted, RegExp]>([
    ['an answer that never begins', hang(), /cannot be reached/],
    ['an answer that never ends', trickle(10), /not come to an end/],
    ['an error that never ends', trickle(10, status(500)), /server failed \(500\)/],
  ])('%s is given up in time, and nothing of it stays open', async (_, scripted, message) => {
    await using room = await openRoom();
    const { openai } = room.world;
    openai.answer(path, [scripted]);
    const asking = troubleOf(ask(room, { timeoutMs: 200 }));
    await expect.poll(() => openai.open).toBe(1);
    expect(await asking).toMatchObject({ trouble: 'transient', message: expect.stringMatching(message) });
    await expect.poll(() => openai.open).toBe(0);
    expect(openai.requestsTo(path)).toHaveLength(1);
    expect(await room.stored()).toEqual([]);
  });

  it.each([
    ['where nobody listens', 'http://127.0.0.1:9/v1'],
    ['of a name that nobody has', 'http://openai.invalid/v1'],
  ])('a server %s', async (_, baseUrl) => {
    await using room = await openRoom();
    const error = await troubleOf(ask(room, { baseUrl }));
    expect(error).toMatchObject({
      trouble: 'transient',
      message: expect.stringMatching(/^OpenAI cannot be reached: check .* openai\.proxy/),
    });
  });

  it.each([
    ['that refuses our login', 'a:wr0ng-password@', 'unauthorized', /openai\.proxy/],
    ['that is dead', null, 'transient', /cannot be reached/],
  ] as const)('a proxy %s', async (_, login, trouble, message) => {
    await using proxy = await startHttpProxy({ user: 'a', password: 'right' });
    await using room = await openRoom(login ? `http://${login}127.0.0.1:${proxy.port}` : 'http://127.0.0.1:9');
    const error = await troubleOf(ask(room));
    expect(error).toMatchObject({ trouble, message: expect.stringMatching(message) });
    expect(allWordsOf(error)).not.toContain('wr0ng-password');
    expect(room.world.openai.requests).toEqual([]);
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

it('a recording that cannot be cut is a trouble of the disk', async () => {
  await using room = await openRoom();
  const cut = () => Promise.reject(new UpstreamError('disk', 'transient', 'the recording cannot be opened'));
  const asking = room.transcriber().transcribe(cut, PAYER, never());
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
  const recording = room.record(wav(5), 'wav', 5);
  return room.transcriber(options).transcribe(recording.cut, PAYER, signal);
}

async function read(room: Room, options: Options = {}, signal = never()): Promise<unknown> {
  return room.analyst(options).analyze(spoken([WORDS]), signal);
}
