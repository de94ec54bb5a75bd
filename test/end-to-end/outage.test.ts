import { describe, expect, it } from 'vitest';
import { body, hang, lost, ok } from '../../src/simulators/script.js';
import type { World } from '../../src/simulators/world.js';
import { ASSETS } from './assets.js';
import type { Place } from './program.js';
import { openScenery } from './scenery.js';

const BLOCK_PAGE = body('<html>Доступ ограничен</html>');
const FAR_BACK = { AUDIOBOT_POLL_FIRST_LOOKBACK: '3h' };
const MISSED = '🔴 Пропущенный звонок';
const COMPLAINT = '🔴 Мастер вчера не приехал: обещан завтра в 10:00, скидка 2\u00A0000\u00A0₽';
const REPEAT = '(возможно, повтор)';

describe('after an outage of Telegram', () => {
  it('a long backlog is told in one message beside single cards, each call once, in order', async () => {
    await using scenery = await openScenery(FAR_BACK);
    const { world, place, account } = scenery;
    const ago = minutesAgo(100);
    // A card nobody answered to when the program was killed; then 40 calls while nothing gets through.
    world.telegram.answerAlways('*', hang());
    account.missed({ startedAt: ago() });
    const doomed = await place.serve();
    await expect.poll(() => world.telegram.requestsTo('sendMessage').length, { timeout: 30_000 }).toBe(1);
    await doomed.end('SIGKILL');
    world.telegram.answerAlways('*', BLOCK_PAGE);
    const quiet = addQuiet(world, ago, 35);
    for (let missed = 0; missed < 3; missed++) account.missed({ startedAt: ago() });
    world.novofon.addIncoming({ seconds: 38, startedAt: ago() }, { audio: `${ASSETS}/05-complaint.mp3` });
    account.sale({ startedAt: ago() });
    expect((await place.run('poll')).code).toBe(1);
    expect(world.telegram.messages()).toEqual([]);
    const cards = await waiting(place);
    expect(cards).toHaveLength(41);

    world.telegram.answerAlways('*', null);
    await place.run('retry', ...cards);
    const back = await place.serve();
    const digest = '📬 Пока Telegram не отвечал: 36 звонков';
    const singles = [REPEAT, MISSED, MISSED, MISSED, COMPLAINT];
    await expect.poll(() => titles(world).sort(), { timeout: 30_000 }).toEqual([...singles, digest].sort());
    expect(titles(world).filter((title) => title !== digest)).toEqual(singles);
    const texts = world.telegram.messages().map(({ text }) => text);
    expect(texts.find((text) => text.startsWith(REPEAT))).toContain(MISSED);
    expect(texts.filter((text) => !text.startsWith('📬'))).toEqual(
      Array(5).fill(expect.stringMatching(/доставлено с задержкой \d+ (мин|ч)/)),
    );
    const told = texts.find((text) => text.startsWith('📬'))?.split('\n') ?? [];
    expect(told.filter((line) => line.includes('Разговор без записи'))).toHaveLength(35);
    expect(told.at(-1)).toContain('Заказ кухни');

    const messages = await deliveries(place);
    expect(
      messages.every(({ length }) => length === 1),
      'each call is told once',
    ).toBe(true);
    const of = (kind: string) => messages.flat().filter((message) => message.kind === kind);
    const cardIds = of('card').map(({ messageId }) => messageId);
    expect(cardIds, 'in the order of the calls').toEqual([...cardIds].sort());
    expect([cardIds.length, of('digest').length]).toEqual([5, 36]);
    expect(world.openai.boughtTwice).toEqual([]);
    const page = await place.run('show', quiet[0] ?? '');
    expect([page.code, page.stdout]).toEqual([0, expect.stringMatching(/^messages +digest \d+$/m)]);

    // What joins a folded call later gives it a card of its own.
    account.joins(quiet[0] ?? '');
    const taxi = '🟢 Ошиблись номером: искали такси';
    await expect.poll(() => titles(world).at(-1), { timeout: 30_000 }).toBe(taxi);
    expect(world.telegram.messages()).toHaveLength(7);
    expect((await back.end('SIGTERM')).code).toBe(143);
  });

  it('the one message is repeated with a mark when the program was killed while it was sent', async () => {
    await using scenery = await openScenery(FAR_BACK);
    const { world, place } = scenery;
    addQuiet(world, minutesAgo(100), 60);
    world.telegram.answerAlways('*', BLOCK_PAGE);
    expect((await place.run('poll')).code).toBe(1);
    world.telegram.answerAlways('*', null);
    // The oldest card finds out that Telegram answers.
    world.telegram.answer('sendMessage', [ok(), lost(hang())]);
    await place.run('retry', ...(await waiting(place)));
    const doomed = place.start('poll');
    await expect.poll(() => world.telegram.messages().length, { timeout: 30_000 }).toBe(2);
    await doomed.end('SIGKILL');

    await place.serve();
    const digest = '📬 Пока Telegram не отвечал: 59 звонков';
    await expect.poll(() => waiting(place), { timeout: 30_000 }).toEqual([]);
    expect(titles(world).slice(1, 3)).toEqual([digest, REPEAT]);
    expect(world.telegram.messages()[2]?.text).toMatch(/^.*\n📬 Пока Telegram не отвечал: \d+ звонк/);
  });
});

/** Minutes apart, the oldest first. */
function minutesAgo(first: number): () => Date {
  let minutes = first;
  return () => new Date(Date.now() - minutes-- * 60_000);
}

/** Answered calls that were not recorded; the ids of their sessions. */
function addQuiet({ novofon }: World, ago: () => Date, count: number): string[] {
  return Array.from({ length: count }, () => {
    const { rows } = novofon.addIncoming({ seconds: 20, recorded: false, startedAt: ago() });
    return String(rows[0]?.pbx_call_id);
  });
}

function titles({ telegram }: World): string[] {
  return telegram.messages().map(({ text }) => text.split('\n')[0] ?? '');
}

interface Printed {
  id: string;
  status: string;
  stage: string | null;
  deliveries: { kind: string; messageId: number }[];
}

async function printed(place: Place): Promise<Printed[]> {
  return JSON.parse((await place.run('calls', '--json', '--limit', '1000')).stdout);
}

/** The calls whose cards wait to be sent. */
async function waiting(place: Place): Promise<string[]> {
  const calls = await printed(place);
  return calls.filter(({ status, stage }) => status === 'pending' && stage === 'notify').map(({ id }) => id);
}

/** The messages of each call, the oldest call first. */
async function deliveries(place: Place): Promise<Printed['deliveries'][]> {
  return (await printed(place)).reverse().map((call) => call.deliveries);
}
