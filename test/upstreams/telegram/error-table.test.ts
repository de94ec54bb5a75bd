import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Trouble } from '../../../src/domain/trouble.js';
import { cut, hang, lost, reset, type Scripted, status, trickle } from '../../../src/simulators/script.js';
import { faults } from '../../../src/simulators/telegram/faults.js';
import { startWorld, type World } from '../../../src/simulators/world.js';
import type { TelegramMessenger, TelegramOptions } from '../../../src/upstreams/telegram/messenger.js';
import { failure, GROUP, nothing, openRoom, type Room, running } from './room.js';

const FIRST = { chatId: GROUP, messageId: 1 };
const CARD = { html: '<b>Ольга</b>', plain: 'Ольга' };
const FILE = { name: 'разговор.txt', text: 'Клиент: алло' };

/** All that we do in a group; each of them alone, as a 429 would stop the next. */
const WORKS: [string, (messenger: TelegramMessenger) => Promise<unknown>][] = [
  ['send', (messenger) => messenger.send(CARD, nothing, running())],
  ['sendFile', (messenger) => messenger.sendFile(FILE, FIRST, nothing, running())],
  ['edit', (messenger) => messenger.edit(FIRST, CARD, running())],
];

describe('a definite no', () => {
  it.each<[string, (world: World) => void, Trouble, RegExp, number?]>([
    ['kicked', ({ telegram }) => telegram.kick(GROUP), 'unauthorized', /was kicked/],
    ['not a member', ({ telegram }) => telegram.leave(GROUP), 'unauthorized', /not a member/],
    [
      'the group is deleted',
      ({ telegram: { chats } }) => void chats.add(GROUP, { access: 'deleted' }),
      'unauthorized',
      /was deleted/,
    ],
    ['muted', ({ telegram }) => telegram.mute(GROUP), 'unauthorized', /not enough rights/],
    ['writing is forbidden', always(faults.writingForbidden()), 'unauthorized', /telegram\.chatId/],
    ['blocked by the user', always(faults.blocked()), 'unauthorized', /was blocked/],
    ['the user is gone', always(faults.deactivated()), 'unauthorized', /deactivated/],
    ['moved without saying where', always(faults.movedAway()), 'unauthorized', /upgraded/],
    ['a token of another server', always(faults.misdirected()), 'unauthorized', /telegram\.botToken/],
    ['too large', always(faults.tooLarge()), 'rejected', /Too Large/],
    ['a topic is closed, and none was asked for', always(faults.topicClosed()), 'rejected', /TOPIC_CLOSED/],
    ['flood, with a wait', always(faults.flood(7)), 'transient', /asks to wait/, 8_000],
    ['flood, without one', always(faults.flood(null)), 'transient', /asks to wait/],
  ])('%s: nothing arrives, nothing is tried twice', async (_, arrange, trouble, message, retryAfterMs) => {
    await using group = await openGroup();
    arrange(group.world);
    for (const [name, work] of WORKS) {
      const error = await failure(work(await group.open()));
      const expected = { upstream: 'telegram', trouble, retryAfterMs, message: expect.stringMatching(message) };
      expect(error, name).toMatchObject(expected);
    }
    expect(group.asked()).toBe(WORKS.length);
    expect(group.stands()).toEqual(['Первая']);
  });

  it.each<[string, (world: World) => Partial<TelegramOptions>, string, RegExp]>([
    ['chat not found', () => ({ chatId: -42 }), 'unauthorized', /chat not found.*$/],
    ['a revoked token', () => ({ botToken: '1:gone' }), 'unauthorized', /telegram\.botToken/],
    ['a wrong address', ({ telegram }) => ({ apiRoot: `${telegram.url}/bots/` }), 'unauthorized', /telegram\.apiRoot/],
  ])('%s: nothing arrives', async (_, options, trouble, message) => {
    await using group = await openGroup();
    const error = await failure(send(await group.open(options(group.world)), CARD));
    expect(error).toMatchObject({ trouble, message: expect.stringMatching(message) });
    expect(group.asked()).toBe(1);
    expect(group.stands()).toEqual(['Первая']);
  });

  it.each([
    ['no text', { html: '', plain: '' }, 1],
    ['a text too long', { html: 'ы'.repeat(4097), plain: 'ы'.repeat(4097) }, 1],
    ['marks and a plain text that are both refused', { html: '<br>', plain: 'ы'.repeat(4097) }, 2],
  ])('%s is given up', async (_, message, requests) => {
    await using group = await openGroup();
    expect(await failure(send(await group.open(), message))).toMatchObject({ trouble: 'rejected' });
    expect(group.asked()).toBe(requests);
  });

  it('files alone that are forbidden do not hold up the cards', async () => {
    await using group = await openGroup();
    group.world.telegram.answer('sendDocument', [faults.filesForbidden()]);
    const messenger = await group.open();
    const sending = messenger.sendFile(FILE, FIRST, nothing, running());
    expect(await failure(sending)).toMatchObject({ trouble: 'rejected' });
    await send(messenger, CARD);
    expect(group.stands()).toEqual(['Первая', 'Ольга']);
  });
});

describe('what can be mended', () => {
  it.each<[string, (world: World) => void, Partial<TelegramOptions>, typeof CARD, string]>([
    ['marks that are refused', () => {}, {}, { html: '<br>', plain: 'Ольга' }, 'Ольга'],
    ['a topic that is not there', () => {}, { threadId: 9 }, CARD, 'Ольга'],
    ['a topic that is closed', first(faults.topicClosed()), { threadId: 9 }, CARD, 'Ольга'],
    ['a topic that is deleted', first(faults.topicDeleted()), { threadId: 9 }, CARD, 'Ольга'],
    ['a supergroup', ({ telegram }) => telegram.upgrade(GROUP, -1001), {}, CARD, 'Ольга'],
  ])('%s: asked twice, sent once', async (_, arrange, options, message, text) => {
    await using group = await openGroup();
    arrange(group.world);
    await send(await group.open(options), message);
    expect(group.asked()).toBe(2);
    expect(group.stands()).toEqual(['Первая', text]);
  });

  it.each<[string, (world: World) => void, typeof CARD, 'edited' | 'gone']>([
    ['a message that says so already', () => {}, { html: 'Первая', plain: 'Первая' }, 'edited'],
    ['a message that is deleted', ({ telegram }) => deleted(telegram.messages()[0]), CARD, 'gone'],
    ['a message too old to be edited', always(faults.notEditable()), CARD, 'gone'],
  ])('%s is edited once', async (_, arrange, message, outcome) => {
    await using group = await openGroup();
    arrange(group.world);
    expect(await (await group.open()).edit(FIRST, message, running())).toBe(outcome);
    expect(group.asked()).toBe(1);
  });
});

describe('no definite answer', () => {
  it.each<[string, Scripted, boolean]>([
    ['500', faults.failed(500), false],
    ['502', faults.failed(502), false],
    ['504', faults.failed(504), false],
    ['504 after it was sent', lost(faults.failed(504)), true],
    ['a reset', reset(), false],
    ['a reset after it was sent', lost(reset()), true],
    ['an answer that breaks off', cut(20), true],
    ['an answer cut off cleanly', status(200, {}, '{"ok":true,"result":{"message_id'), false],
    ['an empty answer', status(200, {}, ''), false],
    ['null', status(200, { 'content-type': 'application/json' }, 'null'), false],
    ['an answer that never begins', hang(), false],
    ['an answer that never ends', trickle(10), true],
    ['an error that never ends', trickle(10, faults.failed(502)), false],
  ])('%s: a send is uncertain, an edit is repeated, nothing stays open', async (_, scripted, arrived) => {
    await using group = await openGroup();
    always(scripted)(group.world);
    const messenger = await group.open({ answerMs: 200 });
    for (const [name, work] of [...WORKS, ['ping', ping] as const]) {
      const trouble = name.startsWith('send') ? 'uncertain' : 'transient';
      expect(await failure(work(messenger)), name).toMatchObject({ upstream: 'telegram', trouble });
    }
    expect(group.asked(), 'nobody but the outbox sends again').toBe(WORKS.length + 1);
    expect(group.stands()).toHaveLength(arrived ? 3 : 1);
    await expect.poll(() => group.world.telegram.open).toBe(0);
  });
});

describe('somebody between answers in its place', () => {
  it.each<[string, Scripted]>([
    ['a block page', faults.blockPage()],
    ['a block page with 403', faults.blockPage(403)],
    ['a block page with 451', faults.blockPage(451)],
    ['a way to a block page', status(302, { location: '/blocked' })],
    ['413 of a relay', faults.tooLargeForRelay()],
    ['the JSON of a relay', faults.relayRefuses()],
  ])('%s: nothing was sent', async (_, scripted) => {
    await using group = await openGroup();
    always(scripted)(group.world);
    group.world.telegram.answerAlways('blocked', faults.blockPage());
    for (const [name, work] of WORKS) {
      const error = await failure(work(await group.open()));
      expect(error, name).toMatchObject({ trouble: 'transient', message: expect.stringMatching(/in its place/) });
      expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(/AAsimulated|Ольга|алло/);
    }
    expect(group.stands()).toEqual(['Первая']);
  });
});

/** A group with one card in it, and messengers for it. */
async function openGroup() {
  const world = await startWorld();
  const rooms: Room[] = [];
  const open = async (options: Partial<TelegramOptions> = {}) => {
    const access = { botToken: world.env().TELEGRAM_BOT_TOKEN ?? '', apiRoot: `${world.telegram.url}/` };
    const room = await openRoom({ ...access, ...options });
    rooms.push(room);
    return room.messenger;
  };
  await send(await open(), { html: 'Первая', plain: 'Первая' });
  return {
    ...{ world, open },
    /** Requests since. */
    asked: () => world.telegram.requests.length - 1,
    stands: () => world.telegram.messages().map(({ text, document }) => document?.name ?? text),
    async [Symbol.asyncDispose]() {
      for (const room of rooms) await room[Symbol.asyncDispose]();
      await world[Symbol.asyncDispose]();
    },
  };
}

function always(scripted: Scripted): (world: World) => void {
  return ({ telegram }) => telegram.answerAlways('*', scripted);
}

function first(scripted: Scripted): (world: World) => void {
  return ({ telegram }) => telegram.answer('sendMessage', [scripted]);
}

function deleted(message: { deleted: boolean } | undefined): void {
  if (message) message.deleted = true;
}

function send(messenger: TelegramMessenger, message: typeof CARD): Promise<unknown> {
  return messenger.send(message, nothing, running());
}

function ping(messenger: TelegramMessenger): Promise<void> {
  return messenger.ping(running());
}
