import { describe, expect, it } from 'vitest';
import type { Circuit } from '../../src/domain/breaker.js';
import { withoutWords } from '../../src/domain/transcript/transcript.js';
import { type Fault, type Trouble, UpstreamError } from '../../src/domain/trouble.js';
import { SqlBreakers } from '../../src/store/breakers.js';
import { retryCalls } from '../../src/store/rerun.js';
import { type Line, openLine } from './line.js';

const MINUTE_MS = 60_000;
const { signal } = new AbortController();

const refused = (fault: Fault = 'money') => new UpstreamError('openai', 'unauthorized', `no ${fault}`, { fault });

describe('a breaker', () => {
  it('is opened by what a person must mend, lets one probe through a minute, and closes when that is served', async () => {
    await using line = await openLine();
    const asked = asking(line, 'transcribe');
    expect(await asked(refused())).toMatchObject({ trouble: 'unauthorized', retryAfterMs: MINUTE_MS + 1_000 });
    expect(await asked()).toMatchObject({ trouble: 'held', message: 'no money', retryAfterMs: MINUTE_MS });
    line.bench.pass(MINUTE_MS - 1);
    expect(await asked()).toMatchObject({ trouble: 'held', retryAfterMs: 1 });
    line.bench.pass(1);
    const probes = await Promise.all([asked(refused()), asked(refused()), asked(refused())]);
    expect(probes.map((end) => end instanceof UpstreamError && end.trouble)).toEqual(['unauthorized', 'held', 'held']);
    line.bench.pass(MINUTE_MS);
    expect([await asked(), await asked()]).toEqual(['served', 'served']);
  });

  it('is one for all processes, and outlives them', async () => {
    await using line = await openLine();
    await asking(line, 'transcribe')(refused());
    expect(await new SqlBreakers(line.bench.base).all()).toMatchObject([
      { circuit: 'transcribe', kind: 'refused', upstream: 'openai', fault: 'money', failures: 1 },
    ]);
  });

  it('probes more rarely as time goes by, ten minutes at most', async () => {
    await using line = await openLine();
    const asked = asking(line, 'transcribe');
    const waits: number[] = [];
    for (let probe = 0; probe < 40; probe++) {
      const end = await asked(refused());
      const waitMs = end instanceof UpstreamError ? (end.retryAfterMs ?? 0) - 1_000 : 0;
      waits.push(waitMs / MINUTE_MS);
      line.bench.pass(waitMs);
    }
    expect([waits[0], waits[9], waits.at(-1)]).toEqual([1, 1, 10]);
    expect(Math.min(...waits)).toBe(1);
  });

  it('is probed at once when a person says that something was mended', async () => {
    await using line = await openLine();
    const asked = asking(line, 'transcribe');
    await asked(refused());
    await retryCalls(line.bench.base, line.bench.clock, 'failed');
    expect(await asked()).toBe('served');
  });

  it('of one circuit leaves the others alone', async () => {
    await using line = await openLine();
    await asking(line, 'transcribe')(refused());
    expect(await asking(line, 'analyze')()).toBe('served');
  });

  it.each<[string, Circuit, Trouble, number | undefined, string | null]>([
    ['a failure of a model', 'transcribe', 'transient', undefined, null],
    ['a wait that was named', 'transcribe', 'transient', 7_000, 'told-to-wait'],
    ['a wait named to the history, which has a budget', 'history', 'transient', 7_000, null],
    ['a group that does not answer', 'notify', 'transient', undefined, 'down'],
    ['a send of which nobody knows', 'notify', 'uncertain', undefined, 'down'],
    ['a message that is refused', 'notify', 'rejected', undefined, null],
    ['a recording that is not there yet', 'recordings', 'not-ready', undefined, null],
  ])('after %s', async (_, circuit, trouble, retryAfterMs, kind) => {
    await using line = await openLine();
    const upstream = circuit === 'notify' ? 'telegram' : circuit === 'transcribe' ? 'openai' : 'novofon';
    await asking(line, circuit)(new UpstreamError(upstream, trouble, 'said', { retryAfterMs }));
    const open = await new SqlBreakers(line.bench.base).all();
    expect(open.map((breaker) => breaker.kind)).toEqual(kind ? [kind] : []);
    expect(line.chat.texts, 'nobody need mend anything').toEqual([]);
  });

  it('that was told to wait obeys exactly, then all go on at once', async () => {
    await using line = await openLine();
    const asked = asking(line, 'analyze');
    await asked(new UpstreamError('openai', 'transient', 'slow down', { retryAfterMs: 90_000 }));
    line.bench.pass(89_999);
    expect(await asked()).toMatchObject({ trouble: 'held', retryAfterMs: 1 });
    line.bench.pass(1);
    expect(await Promise.all([asked(), asked(), asked()])).toEqual(['served', 'served', 'served']);
  });

  it('is not opened by what we cut off ourselves, nor by the trouble of another', async () => {
    await using line = await openLine();
    const cut = AbortSignal.abort();
    const work = () => Promise.reject(new UpstreamError('telegram', 'uncertain', 'cut'));
    await line.breakers.through('notify', { work, signal: cut }).catch(() => undefined);
    await asking(line, 'transcribe')(new UpstreamError('disk', 'unauthorized', 'full'));
    expect(await new SqlBreakers(line.bench.base).all()).toEqual([]);
  });

  it('of a clock that was put back does not wait for the old time', async () => {
    await using line = await openLine();
    const asked = asking(line, 'transcribe');
    await asked(refused());
    line.bench.pass(-24 * 60 * MINUTE_MS);
    expect(await asked()).toBe('served');
  });

  it('of a dead line is probed by a ping: nothing is written in vain', async () => {
    await using line = await openLine();
    const asked = asking(line, 'notify');
    const dead = new UpstreamError('telegram', 'uncertain', 'no answer');
    await asked(dead);
    line.bench.pass(2_000);
    const tried: string[] = [];
    const waits: unknown[] = [];
    for (const failing of [true, true, false]) {
      const work = async () => void tried.push('send');
      const probe = async () => {
        tried.push('ping');
        if (failing) throw dead;
      };
      const end = await line.breakers.through('notify', { work, probe, signal }).catch((error: UpstreamError) => error);
      waits.push(end && [end.trouble, end.retryAfterMs]);
      line.bench.pass(end?.retryAfterMs ?? 0);
    }
    expect(tried).toEqual(['ping', 'ping', 'ping', 'send']);
    expect(waits).toEqual([['held', 4_000], ['held', 8_000], undefined]);
  });
});

describe('the operator', () => {
  const words = async (line: Line) => {
    await line.alerts.idle();
    return line.chat.texts.map((text) => text.split('\n')[0]);
  };

  it('reads one alert of a fault, and that it is over when its last circuit works', async () => {
    await using line = await openLine();
    const [speech, text] = [asking(line, 'transcribe'), asking(line, 'analyze')];
    await Promise.all([speech(refused()), speech(refused()), text(refused())]);
    line.bench.pass(MINUTE_MS);
    await speech(refused());
    await text();
    expect(await words(line)).toEqual(['🛠 <b>На счёте OpenAI кончились деньги</b>']);
    line.bench.pass(MINUTE_MS);
    await speech();
    expect(await words(line)).toEqual(['🛠 <b>На счёте OpenAI кончились деньги</b>', '✅ <b>OpenAI снова работает</b>']);
  });

  it('reads of the next fault instead of a recovery that was none', async () => {
    await using line = await openLine();
    const asked = asking(line, 'transcribe');
    await asked(refused('key'));
    line.bench.pass(MINUTE_MS);
    await asked(refused('money'));
    line.bench.pass(MINUTE_MS);
    await asked();
    expect(await words(line)).toEqual([
      '🛠 <b>OpenAI не принимает ключ</b>',
      '🛠 <b>На счёте OpenAI кончились деньги</b>',
      '✅ <b>OpenAI снова работает</b>',
    ]);
  });

  it('is not told that it works again by a lesser failure', async () => {
    await using line = await openLine();
    const asked = asking(line, 'transcribe');
    await asked(refused());
    line.bench.pass(MINUTE_MS);
    await asked(new UpstreamError('openai', 'transient', 'slow down', { retryAfterMs: 5_000 }));
    line.bench.pass(10 * MINUTE_MS);
    await asked(refused());
    expect(await words(line)).toHaveLength(1);
  });
});

describe('calls behind an open breaker', () => {
  it('wait without losing an attempt, and go on together when it closes, oldest first', async () => {
    let isMended = false;
    await using line = await openLine({
      transcribe: (_, stop) =>
        line.breakers.through('transcribe', {
          work: async () => {
            if (!isMended) throw refused();
            return { ...withoutWords('silent'), text: 'Да.', wordless: null };
          },
          signal: stop,
        }),
    });
    const ids = ['in_a', 'in_b', 'in_c'];
    await line.enqueue(...ids);
    for (let minute = 0; minute < 3; minute++) {
      for (const held of await line.store.claim(5, 30_000)) await line.carrier.carry(held, line.signals);
      for (const id of ids) {
        expect(await line.stored(id)).toMatchObject({
          ...{ place: 'transcribe', attempts: 0 },
          error: { stage: 'transcribe', upstream: 'openai', message: 'no money' },
        });
      }
      line.bench.pass(MINUTE_MS);
    }
    isMended = true;
    const prober = await line.take();
    await line.carrier.carry(prober, line.signals);
    const woken = await line.store.claim(5, 30_000);
    expect(woken.map(({ call }) => call.id)).toEqual(ids.filter((id) => id !== prober.call.id));
  });

  it('take turns in probing: the fault of one call does not stop the others', async () => {
    await using line = await openLine({
      transcribe: ({ id }, stop) =>
        line.breakers.through('transcribe', {
          work: async () => {
            if (id === 'in_a') throw refused('model');
            return { ...withoutWords('silent'), text: 'Да.', wordless: null };
          },
          signal: stop,
        }),
    });
    const ids = ['in_a', 'in_b', 'in_c'];
    await line.enqueue(...ids);
    for (let minute = 0; minute < 3; minute++) {
      for (const held of await line.store.claim(5, 30_000)) await line.carrier.carry(held, line.signals);
      line.bench.pass(MINUTE_MS);
    }
    const places = await Promise.all(ids.map(async (id) => (await line.stored(id))?.place));
    expect(places).toEqual(['transcribe', 'done', 'done']);
  });
});

/** Asks through the breaker: `served`, or what was thrown. */
function asking(line: Line, circuit: Circuit) {
  return (failure?: UpstreamError): Promise<unknown> => {
    const work = async () => {
      if (failure) throw failure;
      return 'served';
    };
    return line.breakers.through(circuit, { work, signal }).catch((error: unknown) => error);
  };
}
