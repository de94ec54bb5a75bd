import { setTimeout as sleep } from 'node:timers/promises';
import { hang, status } from '../../../src/simulators/script.js';
import { startWorld } from '../../../src/simulators/world.js';
import { ASSETS } from '../../end-to-end/assets.js';
import { openPlace } from '../../end-to-end/program.js';
import { dumpBase } from './dump.js';

/**
 * Prints a base of this version of the program, as SQL: `npm run --silent dump > test/store/bases/3.sql`,
 * before the next migration is written. It has calls that are done, skipped, failed, waiting and in the hands of a
 * program that was killed.
 */
const QUICK = {
  AUDIOBOT_POLL_SCHEDULE: '* * * * * *',
  AUDIOBOT_NOVOFON_LIMITS: '{statistics: 600, all: 6000}',
  AUDIOBOT_TELEGRAM_LIMITS: '{perChatMinute: 600, gap: 1ms}',
  AUDIOBOT_EMPLOYEES: '{"100": Алексей}',
};

await using world = await startWorld({ assets: ASSETS, budgets: { statistics: 600, all: 6000 } });
await using place = await openPlace({ ...world.env(), ...QUICK });
const { novofon, openai, telegram } = world;
const program = await place.serve();
const talk = (client: string, file: string, seconds: number) =>
  novofon.addIncoming({ client, seconds }, { audio: `${ASSETS}/${file}` });

talk('79160000001', '01-sale-visit.mp3', 64);
novofon.addIncoming({ client: '79160000002', disposition: 'no answer' });
novofon.addIncoming({ client: '79160000003', seconds: 2 });
await until(() => telegram.messages().length === 2 && openai.bought.length === 2);

openai.answer('/v1/audio/transcriptions', [status(413)]);
talk('79160000004', '02-agency.mp3', 60);
const late = { audio: `${ASSETS}/05-complaint.mp3`, recordingAfterMs: 3_600_000 };
novofon.addIncoming({ client: '79160000005', seconds: 60 }, late);
await fetch(`${program.address}/api/call-summary/webhook/novofon`, { method: 'POST', body: '{"call_id": "in_hint"}' });
await program.said(/(stage failed)/);

await place.run('search', 'кухня');
openai.answerAlways('/v1/chat/completions', hang());
talk('79160000006', '04-wrong-number.wav', 6);
await until(() => openai.requestsTo('/v1/chat/completions').length === 2);
telegram.answerAlways('sendMessage', hang());
const sent = telegram.requestsTo('sendMessage').length;
novofon.addIncoming({ client: '79160000007', disposition: 'busy' });
await until(() => telegram.requestsTo('sendMessage').length > sent);
await program.end('SIGKILL');
process.stdout.write(dumpBase(`${place.folder}/data/audiobot.db`));

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; !isSo(); tries++) {
    if (tries > 300) throw new Error(`it did not come to this: ${isSo}`);
    await sleep(100);
  }
}
