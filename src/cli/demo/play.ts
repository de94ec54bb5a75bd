import { sleep } from '../../lib/sleep.js';
import type { Happened } from '../../simulators/novofon/novofon.js';
import { hang } from '../../simulators/script.js';
import type { World } from '../../simulators/world.js';
import { OwnDaemon } from './own-daemon.js';
import type { Scene } from './scenes.js';
import type { Screen } from './screen.js';

/** Everything a scene plays on. */
export interface Stage {
  screen: Screen;
  world: World;
  folder: string;
  assets: string;
  daemon: OwnDaemon;
}

/** How long something is waited for, and how long a card stays before the next call. */
const PATIENCE_MS = 20_000;
const READING_MS = 4_800;
const LOOK_MS = 50;
const CHATS = '/v1/chat/completions';
const STATISTICS = '/v1/statistics/pbx/';

/** One call from its end to its card, on the screen. */
export async function playScene(stage: Stage, scene: Scene): Promise<void> {
  const { screen, world } = stage;
  screen.scene(`☎ ${scene.title}`);
  const before = world.telegram.messages().length;
  if (scene.kill) world.openai.answer(CHATS, [hang()]);
  const analyses = world.openai.requestsTo(CHATS).length;
  const call = scene.happen(world, stage.assets);
  await ring(stage, call);
  if (scene.kill) {
    await showHeader(stage, before);
    await killAndResume(stage, analyses);
  }
  if (!scene.card) return showNothing(stage, before);
  await showCard(stage, before);
  await pause(READING_MS);
}

/** Novofon's webhook says «look now»; what it says is checked in the history. */
async function ring({ world, daemon }: Stage, call: Happened): Promise<void> {
  const url = `${daemon.address}/api/call-summary/webhook/novofon`;
  await world.novofon.notify(url, 'NOTIFY_END', call);
}

async function killAndResume(stage: Stage, analyses: number): Promise<void> {
  const { screen, world, folder } = stage;
  await until(() => world.openai.requestsTo(CHATS).length > analyses, 'the analysis to begin');
  screen.event(`Расшифровка сохранена, идёт разбор. kill -9 ${stage.daemon.pid}: программа убита.`);
  await stage.daemon.end('SIGKILL');
  await pause(1_200);
  stage.daemon = await OwnDaemon.start(folder, world.env());
  screen.event(
    `Запущена снова, процесс ${stage.daemon.pid}. Через 3 с аренда убитого кончится (здесь pipeline.lease: 3s,`,
  );
  screen.event('в жизни 30 с), и звонок продолжится с разбора: расшифровка уже оплачена и лежит в базе.');
}

/** The message that is new in the group: a header, or a short card at once. */
async function showHeader({ screen, world }: Stage, before: number): Promise<void> {
  await until(() => world.telegram.messages().length > before, 'a message in the group');
  const text = world.telegram.messages()[before]?.text ?? '';
  if (text.includes('расшифровываю…')) screen.event(screen.faint(`в группе: ${text.split('\n')[0]}`));
}

/** Waits for that message to become the card. */
async function showCard(stage: Stage, before: number): Promise<void> {
  const { screen, world } = stage;
  const card = () => world.telegram.messages()[before];
  if (!card()) await showHeader(stage, before);
  await until(() => !card()?.text.includes('расшифровываю…'), 'the card in place of its header');
  screen.event('Карточка в группе:');
  screen.card(card()?.text ?? '');
}

/** Two passes over the history, and the group is as it was. */
async function showNothing({ screen, world }: Stage, before: number): Promise<void> {
  const passes = world.novofon.requestsTo(STATISTICS).length;
  await until(() => world.novofon.requestsTo(STATISTICS).length >= passes + 2, 'two passes over the history');
  const added = world.telegram.messages().length - before;
  screen.event(added === 0 ? 'В группе тихо, как и должно быть.' : `В группе лишнее: ${added}`);
}

async function until(holds: () => boolean, what: string): Promise<void> {
  const deadlineMs = performance.now() + PATIENCE_MS;
  while (!holds()) {
    if (performance.now() > deadlineMs) throw new Error(`the demo waited in vain for ${what}; see daemon.log`);
    await pause(LOOK_MS);
  }
}

function pause(ms: number): Promise<void> {
  return sleep(ms, new AbortController().signal);
}
