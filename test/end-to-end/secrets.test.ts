import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { saying } from '../../src/simulators/openai/tampered.js';
import { reset, status } from '../../src/simulators/script.js';
import { startHttpProxy } from '../proxies/http-proxy.js';
import { startSocksProxy } from '../proxies/socks-proxy.js';
import type { Generation } from './accounts.js';
import type { Place } from './program.js';
import { addSale, cardsAre, openScenery, SALE } from './scenery.js';

const SECRETS = {
  novofonKey: 'nk5f1c0a9b8d7e6f5a4b',
  novofonSecret: 'ns0123456789fedcba98',
  novofonToken: 'ntsimulated9876543210token',
  openaiKey: 'own-key/of+openai=0123456789',
  telegramToken: '7000000002:AAsecrets-0123456789abcdefghijklm',
  webhookSecret: 'hook/secret+0123 456',
  proxyPassword: 'pr@xy:pass/word 0123',
  addressPassword: 'address-pass-0123',
};
const ACCOUNT = { user: 'proxy-user', password: SECRETS.proxyPassword };
const LOGIN = `${ACCOUNT.user}:${encodeURIComponent(ACCOUNT.password)}`;
/** An address nobody answers at, with name and password in it. */
const BROKEN = `http://someone:${SECRETS.addressPassword}@127.0.0.1:9`;
/** Upstreams, and who stands between, may say anything: here, the secrets that they were told, in every shape. */
const echo = (...secrets: string[]) => secrets.flatMap((secret) => Object.values(shapesOf(secret))).join(' ');
const NOVOFON = echo(SECRETS.novofonKey, SECRETS.novofonSecret, SECRETS.novofonToken);
const OPENAI = echo(SECRETS.openaiKey);
const echoed = {
  novofon: (code: number) => status(code, {}, { status: 'error', message: NOVOFON }),
  openai: (code: number) => status(code, {}, { error: { message: OPENAI, type: OPENAI, code: null, param: null } }),
  telegram: (code: number, parameters = {}) => {
    const description = `Bad Request: ${echo(SECRETS.telegramToken).slice(0, 190)}`;
    return status(code, {}, { ok: false, error_code: code, description, parameters });
  },
};
const PLACES = ['stdout', 'stderr', 'files', 'argv'] as const;
type Found = Record<(typeof PLACES)[number], string>;

describe('no secret is said, stored or shown', () => {
  it('by a daemon behind proxies, whose upstreams fail and quote', async () => {
    await using http = await startHttpProxy(ACCOUNT);
    await using socks = await startSocksProxy(ACCOUNT);
    await using scenery = await openSecretive({
      AUDIOBOT_SERVER_WEBHOOK_SECRET: SECRETS.webhookSecret,
      AUDIOBOT_TELEGRAM_PROXY: `http://${LOGIN}@127.0.0.1:${http.port}`,
      AUDIOBOT_OPENAI_PROXY: `socks5://${LOGIN}@127.0.0.1:${socks.port}`,
    });
    const { world, place, found, say } = scenery;
    world.novofon.answer('/v1/statistics/pbx/', [echoed.novofon(500), echoed.novofon(400)]);
    world.novofon.answer('/v1/pbx/record/request/', [echoed.novofon(500), echoed.novofon(400)]);
    world.openai.answer('/v1/audio/transcriptions', [status(500, {}, `<html>${OPENAI}</html>`)]);
    world.openai.answer('/v1/chat/completions', [saying('это не JSON')]);
    world.telegram.answer('sendMessage', [
      echoed.telegram(429, { retry_after: 1 }),
      status(502, {}, echo(SECRETS.telegramToken)),
      reset(),
    ]);
    const daemon = await place.serve();
    found.argv += await argvOf(daemon.child.pid);
    await knock(`${daemon.address}/api/call-summary/webhook/novofon`);
    const { rows } = addSale(world);
    await cardsAre(world, [expect.stringMatching(/возможно, повтор/)]);
    await expect.poll(() => world.telegram.messages()[0]?.text, { timeout: 30_000 }).toContain('Заказ кухни');
    hear(found, await daemon.end('SIGTERM'));
    await Promise.all([say('config'), say('show', String(rows[0]?.pbx_call_id), '--json'), say('export')]);

    const links = world.novofon.requests.flatMap(({ path }) => /record\/download\/([^/]+)/.exec(path)?.[1] ?? []);
    expect(links).toHaveLength(1);
    found.files = await bytesOf(place);
    expect(found.files, 'the link of a recording').not.toContain(links[0]);
    expect(found.argv).toMatch(/^[^\0]*node[^\0]*\0[^\0]*audiobot\.js\0serve\0$/m);
    for (const where of PLACES) expect(found[where].length, where).toBeGreaterThan(20);
    expect(leaks(found)).toEqual([]);
  });

  it('of refusals that end a call, or keep us out', async () => {
    await using scenery = await openSecretive();
    const { world, place, account, found, say } = scenery;
    world.openai.answer('/v1/audio/transcriptions', [echoed.openai(400)]);
    world.telegram.answerAlways('sendMessage', echoed.telegram(400));
    account.missed();
    account.sale();
    await say('poll');
    const stages = JSON.parse((await say('calls', '--status', 'failed', '--json')).stdout).map(stageOf);
    expect(stages.sort()).toEqual(['notify', 'transcribe']);

    world.telegram.answerAlways('getMe', echoed.telegram(401));
    world.openai.answerAlways('/v1/models', echoed.openai(401));
    world.openai.answerAlways('/v1/models/whisper-1', echoed.openai(401));
    world.novofon.answerAlways('/v1/statistics/pbx/', echoed.novofon(401));
    const ended = await Promise.all([say('poll'), say('doctor', '--no-spend')]);
    expect(ended.map(({ code }) => code)).toEqual([1, 1]);
    found.files = await bytesOf(place);
    expect(leaks(found)).toEqual([]);
  });

  it('of addresses with a password in them that nobody answers at', async () => {
    await using scenery = await openSecretive({ AUDIOBOT_OPENAI_BASE_URL: BROKEN, AUDIOBOT_TELEGRAM_API_ROOT: BROKEN });
    const { place, account, found, say } = scenery;
    account.sale();
    expect((await say('poll')).stderr).toContain('stage failed');
    place.env.AUDIOBOT_NOVOFON_BASE_URL = BROKEN;
    const ended = await Promise.all([say('poll'), say('doctor', '--no-spend')]);
    expect(ended.map(({ code }) => code)).toEqual([1, 1]);
    found.files = await bytesOf(place);
    expect(leaks(found)).toEqual([]);
  });

  it('of an account of Novofon 2.0', async () => {
    await using scenery = await openSecretive({}, 'v2');
    const { world, place, account, found, say } = scenery;
    const fault = { code: -32001, message: NOVOFON, data: { mnemonic: 'access_token_invalid', message: NOVOFON } };
    world.novofonV2.answer('get.calls_report', [status(200, {}, { jsonrpc: '2.0', id: 1, error: fault })]);
    expect((await say('poll')).code).toBe(1);
    const { session } = account.sale();
    await say('process', session, '--json');
    await cardsAre(world, ['🛠 Novofon не принимает ключ', SALE]);
    account.refuses(true);
    await say('doctor', '--no-spend');
    found.files = await bytesOf(place);
    expect(leaks(found)).toEqual([]);
  });
});

/** A scenery with secrets of its own, everything logged, and what was found in each of the places so far. */
async function openSecretive(env: Record<string, string> = {}, generation: Generation = 'v1') {
  const scenery = await openScenery({ AUDIOBOT_LOG_LEVEL: 'trace', ...env }, SECRETS, generation);
  const found: Found = { stdout: '', stderr: '', files: '', argv: '' };
  const say = async (...args: string[]) => hear(found, await scenery.place.run(...args));
  return { ...scenery, found, say };
}

function stageOf({ error }: { error: { stage: string } }): string {
  return error.stage;
}

/** With the secret in each of its places, with wrong ones, and with a signature. */
async function knock(webhook: string): Promise<void> {
  const secret = encodeURIComponent(SECRETS.webhookSecret);
  const headers = { 'x-webhook-secret': SECRETS.webhookSecret, signature: base64(SECRETS.novofonSecret) };
  const body = `event=NOTIFY_END&pbx_call_id=in_9&token=${secret}`;
  await fetch(`${webhook}/${secret}`, { method: 'POST', body: 'call_id=in_7' });
  await fetch(`${webhook}?secret=${secret}&call_id=in_8&comment=${secret}`);
  await fetch(webhook, { method: 'POST', body, headers });
  await fetch(`${webhook}/x${secret}`, { method: 'POST', body });
}

function hear<Ended extends { stdout: string; stderr: string }>(found: Found, ended: Ended): Ended {
  found.stdout += ended.stdout;
  found.stderr += ended.stderr;
  return ended;
}

/** Which secrets are there, in what shape and where. */
function leaks(found: Found): string[] {
  return PLACES.flatMap((where) =>
    Object.entries(SECRETS).flatMap(([name, secret]) =>
      Object.entries(shapesOf(secret)).flatMap(([shape, text]) =>
        found[where].includes(text) ? [`${name} as ${shape} in ${where}: ${around(found[where], text)}`] : [],
      ),
    ),
  );
}

function shapesOf(secret: string): Record<string, string> {
  return {
    text: secret,
    address: encodeURIComponent(secret),
    json: JSON.stringify(secret).slice(1, -1),
    base64: base64(secret),
    base64url: Buffer.from(secret).toString('base64url'),
    hex: Buffer.from(secret).toString('hex'),
    ...(secret === ACCOUNT.password && { login: base64(`${ACCOUNT.user}:${secret}`) }),
  };
}

function around(text: string, found: string): string {
  const at = text.indexOf(found);
  return text.slice(Math.max(0, at - 200), at + found.length + 50);
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** The command lines of the process and of what it has started. */
async function argvOf(pid: number | undefined): Promise<string> {
  if (process.platform !== 'linux') return 'node\0audiobot.js\0serve\0';
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  const pids = [pid, ...children.trim().split(' ').filter(Boolean)];
  return (await Promise.all(pids.map((each) => readFile(`/proc/${each}/cmdline`, 'utf8')))).join('\n');
}

/** Every byte of every file in the folder: base, its log, recordings. */
async function bytesOf({ folder }: Place): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const contents = await Promise.all(files.map((file) => readFile(file, 'latin1')));
  return [...files, ...contents].join('\n');
}
