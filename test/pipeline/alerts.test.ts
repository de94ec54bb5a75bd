import { describe, expect, it } from 'vitest';
import { UpstreamError } from '../../src/domain/trouble.js';
import { OnceADayAlerts } from '../../src/pipeline/alerts.js';
import { SqlMemory } from '../../src/store/memory.js';
import { type Line, openLine } from './line.js';

const DAY_MS = 24 * 60 * 60_000;

describe('alerts', () => {
  it('are told once a day and key, with advice by the upstream', async () => {
    await using line = await openLine();
    await line.alerts.raise('openai.analyze', 'the key is refused');
    await line.alerts.raise('openai.analyze', 'the key is refused');
    await line.alerts.raise('model.whisper-1', 'Модели больше нет');
    expect(line.chat.texts).toEqual([
      expect.stringMatching(/OpenAI не пускает.*the key is refused/s),
      expect.stringMatching(/audiobot: нужно внимание.*Модели больше нет/s),
    ]);
    line.bench.pass(DAY_MS - 1);
    await line.alerts.raise('openai.analyze', 'again');
    expect(line.chat.texts).toHaveLength(2);
    line.bench.pass(1);
    await line.alerts.raise('openai.analyze', 'again');
    expect(line.chat.texts).toHaveLength(3);
    expect(errors(line)).toHaveLength(3);
  });

  it('are told once by all processes together, and by many calls in the same moment', async () => {
    await using line = await openLine();
    const raising = Array.from({ length: 8 }, () => line.alerts.raise('openai', 'no money'));
    await Promise.all(raising);
    await anotherProcess(line).raise('openai', 'no money');
    expect(line.chat.texts).toHaveLength(1);
  });

  it('are told again when the trouble was over meanwhile', async () => {
    await using line = await openLine();
    await line.alerts.raise('openai', 'no money');
    await Promise.all([line.alerts.clear('openai'), line.alerts.clear('openai')]);
    await line.alerts.clear('openai');
    await line.alerts.raise('openai', 'no money');
    expect(line.chat.texts).toEqual([
      expect.stringContaining('OpenAI не пускает'),
      expect.stringContaining('✅ <b>OpenAI снова работает</b>'),
      expect.stringContaining('OpenAI не пускает'),
    ]);
  });

  it('stand in the log when the group cannot be told, and are tried again in ten minutes', async () => {
    await using line = await openLine();
    line.chat.failNext('send', 'transient');
    await line.alerts.raise('openai', 'no money');
    expect(errors(line)).toMatchObject([{ alert: 'openai', msg: 'no money' }]);
    line.bench.pass(599_999);
    await line.alerts.raise('openai', 'no money');
    expect(line.chat.texts).toEqual([]);
    line.bench.pass(1);
    await line.alerts.raise('openai', 'no money');
    expect(line.chat.texts).toHaveLength(1);
  });

  it('of the messenger itself go to the log only', async () => {
    await using line = await openLine();
    await line.alerts.raise('telegram.notify', 'the bot was kicked');
    expect(line.chat.tried).toEqual([]);
    expect(errors(line)).toHaveLength(1);
  });
});

describe('calls that a person must help', () => {
  const unauthorized = () => Promise.reject(new UpstreamError('openai', 'unauthorized', 'the key is refused'));

  it('raise one alert for all of them', async () => {
    await using line = await openLine({ transcribe: unauthorized });
    const ids = ['in_a', 'in_b', 'in_c', 'in_d', 'in_e'];
    await line.enqueue(...ids);
    const held = await line.store.claim(5, 30_000);
    await Promise.all(held.map((each) => line.carrier.carry(each, line.signals)));
    expect(line.ran.filter((stage) => stage.endsWith('transcribe'))).toHaveLength(5);
    expect(line.chat.texts.filter((text) => text.includes('the key is refused'))).toHaveLength(1);
  });

  it('raise one alert although another stage is served by the same name', async () => {
    const words = { text: 'Да.', model: null, turns: [], wordless: null };
    await using line = await openLine({ transcribe: async () => words, analyze: unauthorized });
    await line.enqueue('in_a', 'in_b', 'in_c');
    for (let call = 0; call < 3; call++) await line.carrier.carry(await line.take(), line.signals);
    expect(line.chat.texts.filter((text) => text.includes('the key is refused'))).toHaveLength(1);
  });

  it('raise a new one after the stage was served again', async () => {
    let isMended = false;
    const words = { text: 'Да.', model: null, turns: [], wordless: null };
    await using line = await openLine({ transcribe: async () => (isMended ? words : unauthorized()) });
    await line.enqueue('in_a', 'in_b');
    await line.carrier.carry(await line.take(), line.signals);
    isMended = true;
    await line.carrier.carry(await line.take(), line.signals);
    isMended = false;
    line.bench.pass(600_000);
    await line.carrier.carry(await line.take(), line.signals);
    expect(line.chat.texts.filter((text) => text.includes('the key is refused'))).toHaveLength(2);
  });
});

function errors(line: Line) {
  return line.lines.filter(({ level }) => level === 50);
}

function anotherProcess({ bench, chat, log, abort }: Line): OnceADayAlerts {
  const memory = new SqlMemory(bench.base, bench.clock);
  return new OnceADayAlerts({ memory, messenger: chat, clock: bench.clock, log, signal: abort.signal });
}
