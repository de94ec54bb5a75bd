// Hears one file with the compiled program, in a process of its own, and prints what that took.
// Arguments: the file, its format, how far to go (listen, cut, send) and the server to send to.
import { AudioWorker } from '../../dist/audio/audio-worker.js';
import { recordingOf } from '../../dist/domain/recording.js';
import { piecesOf } from '../../dist/domain/sound/pieces.js';
import { dispatcherFor } from '../../dist/lib/proxy.js';
import { transcribe } from '../../dist/pipeline/2-transcribe.js';
import { openClient } from '../../dist/upstreams/openai/client.js';
import { ModelChoice } from '../../dist/upstreams/openai/model-choice.js';
import { speechLimits } from '../../dist/upstreams/openai/speech-models.js';
import { OpenAiTranscriber } from '../../dist/upstreams/openai/transcriber.js';

const MODEL = 'whisper-1';
const TIMEOUT_MS = 20 * 60_000;

const [file, format, far, baseUrl, apiKey] = process.argv.slice(2);
const audio = { file, format, bytes: 1, sha256: '0'.repeat(64) };
const { signal } = new AbortController();
const audioTools = new AudioWorker();
const sound = await audioTools.listen(audio, signal);
if (far === 'cut') await audioTools.uploads(audio, piecesOf(sound, speechLimits(MODEL)), signal);
if (far === 'send') await send();
await audioTools[Symbol.asyncDispose]();
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
process.stdout.write(JSON.stringify({ seconds: (userCPUTime + systemCPUTime) / 1e6, bytes: maxRSS * 1024 }));

async function send() {
  const dispatcher = await dispatcherFor(null, TIMEOUT_MS);
  const client = openClient({ baseUrl, apiKey, dispatcher, timeoutMs: TIMEOUT_MS });
  const memory = { get: async () => null, set: async () => undefined };
  const choice = new ModelChoice({ model: MODEL, successor: null, baseUrl, memory, clock: () => new Date() });
  const answers = { once: async (_question, _payer, buy) => (await buy()).body };
  const transcriber = new OpenAiTranscriber({ client, choice, answers, prices: {}, language: 'ru', vocabulary: [] });
  const stage = transcribe({ transcriber, audioTools, channels: 'auto', vocabulary: [], replace: {} });
  const call = { id: 'bench', take: 0, direction: 'in' };
  await stage({ ...call, audio: { recordings: [recordingOf('bench', audio, sound)], absence: null } }, signal);
  await dispatcher.destroy();
}
