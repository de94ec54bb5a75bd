import { describe, expect, it } from 'vitest';
import { OnceADayAlerts } from '../../src/pipeline/alerts.js';
import { SqlMemory } from '../../src/store/memory.js';
import { type Line, openLine } from './line.js';

/** A day, or a little less. */
const REMIND_MS = 23 * 60 * 60_000;

describe('alerts', () => {
  it('are told once a day and key, with advice by the upstream', async () => {
    await using line = await openLine();
    await line.alerts.raise('openai.key', 'the key is refused');
    await line.alerts.raise('openai.key', 'the key is refused');
    await line.alerts.raise('model.whisper-1', 'Модели больше нет');
    await line.alerts.idle();
    expect(line.chat.texts).toEqual([
      expect.stringMatching(/OpenAI не принимает ключ.*Проверьте openai.apiKey.*the key is refused/s),
      expect.stringMatching(/audiobot: нужно внимание.*Модели больше нет/s),
    ]);
    line.bench.pass(REMIND_MS - 1);
    await line.alerts.raise('openai.key', 'again');
    await line.alerts.idle();
    expect(line.chat.texts).toHaveLength(2);
    line.bench.pass(1);
    await line.alerts.raise('openai.key', 'again');
    await line.alerts.idle();
    expect(line.chat.texts).toHaveLength(3);
    expect(errors(line)).toHaveLength(3);
  });

  it('are told, and once, where the clock was put back by a year', async () => {
    await using line = await openLine();
    await line.alerts.raise('openai', 'no money');
    line.bench.pass(-365 * REMIND_MS);
    for (let times = 0; times < 2; times++) await line.alerts.raise('openai', 'no money');
    await line.alerts.idle();
    expect(line.chat.texts).toHaveLength(2);
  });

  it('are told once by all processes together, and by many calls in the same moment', async () => {
    await using line = await openLine();
    const raising = Array.from({ length: 8 }, () => line.alerts.raise('openai.money', 'no money'));
    await Promise.all(raising);
    const another = anotherProcess(line);
    await another.raise('openai.money', 'no money');
    await another.idle();
    await line.alerts.idle();
    expect(line.chat.texts).toHaveLength(1);
  });

  it('are told again when the trouble was over meanwhile', async () => {
    await using line = await openLine();
    await line.alerts.raise('openai.money', 'no money');
    await Promise.all([line.alerts.clear('openai.money'), line.alerts.clear('openai.money')]);
    await line.alerts.clear('openai.money');
    await line.alerts.raise('openai.money', 'no money');
    await line.alerts.idle();
    expect(line.chat.texts).toEqual([
      expect.stringContaining('На счёте OpenAI кончились деньги'),
      expect.stringContaining('✅ <b>OpenAI снова работает</b>'),
      expect.stringContaining('На счёте OpenAI кончились деньги'),
    ]);
  });

  it('stand in the log when the group cannot be told, and are tried again in ten minutes', async () => {
    await using line = await openLine();
    line.chat.failNext('send', 'transient');
    await line.alerts.raise('openai.money', 'no money');
    await line.alerts.idle();
    expect(errors(line)).toMatchObject([{ alert: 'openai.money', msg: 'no money' }]);
    line.bench.pass(599_999);
    await line.alerts.raise('openai.money', 'no money');
    await line.alerts.idle();
    expect(line.chat.texts).toEqual([]);
    line.bench.pass(1);
    await line.alerts.raise('openai.money', 'no money');
    await line.alerts.idle();
    expect(line.chat.texts).toHaveLength(1);
  });

  it('of the messenger itself go to the log only', async () => {
    await using line = await openLine();
    await line.alerts.raise('telegram.chat', 'the bot was kicked');
    await line.alerts.idle();
    expect(line.chat.tried).toEqual([]);
    expect(errors(line)).toHaveLength(1);
  });

  it('of the messenger itself go to the chat of alerts where that is another', async () => {
    await using line = await openLine();
    const alerts = anotherProcess(line, { apart: true });
    await alerts.raise('telegram.chat', 'the bot was kicked');
    await alerts.idle();
    expect(line.chat.texts).toEqual([expect.stringContaining('Бот не может писать в группу')]);
  });

  it('are forgotten in silence', async () => {
    await using line = await openLine();
    await line.alerts.raise('openai.money', 'no money');
    expect([await line.alerts.forget('openai.money'), await line.alerts.forget('openai.money')]).toEqual([true, false]);
    await line.alerts.clear('openai.money');
    await line.alerts.idle();
    expect(line.chat.texts).toHaveLength(1);
  });
});

function errors(line: Line) {
  return line.lines.filter(({ level }) => level === 50);
}

function anotherProcess({ bench, chat, log, abort }: Line, { apart } = { apart: false }): OnceADayAlerts {
  const memory = new SqlMemory(bench.base, bench.clock);
  return new OnceADayAlerts({ memory, messenger: chat, apart, clock: bench.clock, log, signal: abort.signal });
}
