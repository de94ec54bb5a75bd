import { describe, expect, it } from 'vitest';
import { BaseWatch } from '../../src/app/base-watch.js';
import { BaseError, type BaseTrouble } from '../../src/domain/base-error.js';
import { openLog } from '../pipeline/line.js';

const TELL_AFTER_MS = 30;

describe('a base in trouble', () => {
  it('is told in the log at once, and to the group when it lasts', async () => {
    const room = await openRoom();
    room.watch.troubled(trouble('full'));
    expect(room.watch.trouble).toMatchObject({ trouble: 'full' });
    expect(room.lines).toMatchObject([{ level: 50, msg: expect.stringContaining('all work waits') }]);
    expect(room.told).toEqual([]);
    await expect
      .poll(() => room.told)
      .toEqual([expect.stringMatching(/База звонков не отвечает.*audiobot\.db: full/s)]);
    room.watch.recovered();
    expect(room.watch.trouble).toBeNull();
    expect(room.told[1]).toContain('Диск снова работает');
  });

  it('that is over soon does not bother the group, nor one that comes again within the hour', async () => {
    const room = await openRoom();
    room.watch.troubled(trouble('full'));
    room.watch.recovered();
    await new Promise((over) => setTimeout(over, 2 * TELL_AFTER_MS));
    expect(room.told).toEqual([]);
    for (let times = 0; times < 3; times++) {
      room.watch.troubled(trouble('full'));
      await new Promise((over) => setTimeout(over, 2 * TELL_AFTER_MS));
      room.watch.recovered();
    }
    expect(room.told).toHaveLength(2);
  });

  it('that cannot be told to the group stands in the log', async () => {
    const room = await openRoom();
    room.watch.tellGroup = () => Promise.reject(new Error('no line'));
    room.watch.troubled(trouble('read-only'));
    await expect.poll(() => room.lines.map(({ msg }) => msg)).toContain('the group could not be told of the database');
  });

  it('that does not pass says that this is the end', async () => {
    const room = await openRoom();
    room.watch.troubled(trouble('damaged'));
    expect(room.lines).toMatchObject([{ level: 50, msg: expect.stringContaining('audiobot ends') }]);
  });
});

async function openRoom() {
  const { log, lines } = await openLog();
  const told: string[] = [];
  const watch = new BaseWatch(log, TELL_AFTER_MS);
  watch.tellGroup = async ({ plain }) => void told.push(plain);
  return { watch, lines, told };
}

function trouble(kind: BaseTrouble): BaseError {
  return new BaseError(kind, `audiobot.db: ${kind}`);
}
