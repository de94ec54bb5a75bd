import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openArchive } from '../../app/archive.js';
import { loadConfig } from '../../config/load.js';
import type { StoredCall } from '../../domain/stored.js';
import { percentile } from '../../lib/percentile.js';
import { startWorld, type World } from '../../simulators/world.js';
import { UsageError } from '../usage-error.js';
import { chatPage } from './chat-page.js';
import { OwnDaemon } from './own-daemon.js';
import { playScene } from './play.js';
import type { Firm } from './scenes.js';
import { Screen } from './screen.js';
import { addsUp, countUp, latencies } from './sum.js';
import { FIRMS } from './trades.js';

const ASSETS = fileURLToPath(new URL('../../../assets/calls', import.meta.url));

const MARK = '# Written by audiobot demo.';
const LEFT_BEHIND = ['audiobot.db', 'audiobot.db-wal', 'audiobot.db-shm', 'recordings', 'daemon.log', 'chat.html'];

/** The daemon's own settings: quick steps, for a minute is short. */
const configOf = ({ employees, preset }: Firm) => `${MARK}
employees: ${JSON.stringify(employees)}
analysis: {preset: ${preset}}
timezone: Europe/Moscow
novofon: {limits: {statistics: 60, all: 600}}
poll: {schedule: '*/2 * * * * *'}
pipeline: {lease: 3s}
telegram: {limits: {perChatMinute: 120, gap: 100ms}}
database: {path: ./audiobot.db}
recordings: {dir: ./recordings}
server: {host: 127.0.0.1, port: 0}
log: {format: json}
`;

/** Plays the demo of a trade in `folder`. Returns the exit code: 1 when the sum does not add up. */
export async function runDemo(folder: string, preset: string): Promise<number> {
  const firm = FIRMS[preset];
  if (!firm) throw new Error(`no calls are bundled for the preset ${preset}`);
  const screen = new Screen();
  await prepare(folder, firm);
  introduce(screen);
  await using world = await startWorld({
    assets: ASSETS,
    latency: { transcribeMs: 400, analyzeMs: 600 },
    budgets: { statistics: 60, all: 600 },
  });
  const stage = { screen, world, folder, assets: ASSETS, daemon: await OwnDaemon.start(folder, world.env()) };
  try {
    for (const scene of firm.scenes) await playScene(stage, scene);
  } finally {
    await stage.daemon.end('SIGTERM');
  }
  screen.event('Программа остановлена сигналом SIGTERM, всё сохранено.');
  return await conclude(screen, world, folder, firm);
}

/** What an earlier demo left behind goes; what is somebody's own stays, and the demo goes elsewhere. */
async function prepare(folder: string, firm: Firm): Promise<void> {
  await mkdir(folder, { recursive: true });
  const config = await readFile(join(folder, 'config.yaml'), 'utf8').catch(() => '');
  const present = (await readdir(folder)).filter((name) => [...LEFT_BEHIND, 'config.yaml'].includes(name));
  if (present.length > 0 && !config.startsWith(MARK)) {
    throw new UsageError(`--dir: ${folder} holds ${present.join(', ')} of yours, name another folder`);
  }
  for (const name of LEFT_BEHIND) await rm(join(folder, name), { recursive: true, force: true });
  await writeFile(join(folder, 'config.yaml'), configOf(firm));
}

function introduce(screen: Screen): void {
  screen.line(screen.bold('audiobot: звонок закончился — карточка в группе'));
  screen.line('По-настоящему: опрос, подпись, скачивание, разбор звука, база, карточки.');
  screen.line('Сыграно: ответы Novofon, OpenAI и Telegram (симуляторы на этой машине; голоса синтетические).');
  screen.line(screen.faint('Опрос здесь раз в 2 с, а не в 30 с, и лимиты выше: так быстрее.'));
}

async function conclude(screen: Screen, world: World, folder: string, firm: Firm): Promise<number> {
  // Installed, the program has a name of its own; in the checkout npx finds it.
  const isInstalled = process.env.npm_command === undefined && !process.argv[1]?.endsWith('.js');
  const program = isInstalled ? 'audiobot' : 'npx audiobot';
  const stored = await readBase(folder);
  const counts = countUp(firm.scenes, world, stored);
  const page = join(folder, 'chat.html');
  await writeFile(page, chatPage(`Звонки · ${firm.name}`, world.telegram.messages()));

  screen.scene('Итог');
  for (const { what, expected, found } of counts) {
    const mark = expected === found ? '✔' : '✘';
    screen.line(`  ${mark} ${what}: ${found}${expected === found ? '' : ` (должно быть ${expected})`}`);
  }
  const times = latencies(stored);
  const cost = stored.reduce((sum, call) => sum + (call.cost ?? 0), 0);
  const note = firm.scenes.some((scene) => scene.kill) ? ' (вместе с kill -9)' : '';
  screen.line(
    `  От записи до карточки: p50 ${seconds(percentile(times, 0.5))}, p95 ${seconds(percentile(times, 0.95))}${note}`,
  );
  screen.line(`  Настоящие модели взяли бы за это ≈ $${cost.toFixed(2)}`);
  screen.line(addsUp(counts) ? screen.bold('  Сошлось.') : screen.bold('  НЕ СОШЛОСЬ.'));
  screen.line();
  screen.line(`Группа, как на телефоне: ${resolve(page)}`);
  screen.line(`Дальше:  cd ${folder} && ${program} show ${stored.at(-1)?.facts.id ?? ''}`);
  const setting = firm === FIRMS.general ? '' : ` AUDIOBOT_ANALYSIS_PRESET=${firm.preset}`;
  screen.line(`Ваш звонок:  OPENAI_API_KEY=sk-…${setting} ${program} process --from-file звонок.mp3`);
  return addsUp(counts) ? 0 : 1;
}

async function readBase(folder: string): Promise<StoredCall[]> {
  const { config } = loadConfig({ cwd: folder, env: {} });
  await using archive = await openArchive({
    ...config,
    database: { ...config.database, path: join(folder, 'audiobot.db') },
  });
  return await archive.list({ limit: 1000 });
}

function seconds(value: number): string {
  return `${value.toFixed(1).replace('.', ',')} с`;
}
