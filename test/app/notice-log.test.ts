import { expect, it } from 'vitest';
import { NoticeLog } from '../../src/app/notice-log.js';
import { openLog } from '../pipeline/line.js';

it('every notice of usual times has its line; of a flood sixty a minute have, and the others are counted', async () => {
  const { log, lines } = await openLog();
  let nowMs = 0;
  const told = new NoticeLog(log, () => nowMs);
  for (let each = 0; each < 1_000; each++) told.received(`c${each}`, 'answered');
  for (let each = 0; each < 5; each++) told.notBelieved();
  nowMs = 60_000;
  told.received('real', 'busy');
  const said = lines.filter(({ level }) => level >= 30).map(({ msg }) => msg);
  expect(said.slice(0, 2)).toEqual([
    '📞 Received call webhook: c0, status: answered',
    '📞 Received call webhook: c1, status: answered',
  ]);
  expect(said.slice(60)).toEqual([
    'more calls told by the webhook than server.maxCallsPerHour: 1 ignored',
    'more webhooks than are written down one by one',
    'more calls told by the webhook than server.maxCallsPerHour: 5 ignored',
    '📞 Received call webhook: real, status: busy',
  ]);
});
