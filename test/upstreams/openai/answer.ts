import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Answer } from '../../../src/domain/analysis/schema.js';

export const DUE = { said: '', day: null, month: null, weekday: null, time: null, offset: null };

/** Words that are in most calls of these tests. */
export const PROOF = { quote: 'нужен замер', turns: [1] };

/** A model's answer that fits the schema, with what the test changes. */
export function answer(changes: object = {}): Answer {
  return {
    employeeVoice: null,
    speakers: [],
    gist: [{ ...PROOF, what: 'Клиент просит замер.' }],
    wants: { ...PROOF, what: 'замер' },
    clientName: { ...PROOF, what: 'Ольга' },
    clientCompany: null,
    employeeName: null,
    agreements: [],
    nextSteps: [],
    objections: [],
    openQuestions: [],
    sums: [],
    kind: 'sale',
    outcome: { ...PROOF, result: 'agreed', reason: null },
    mood: { ...PROOF, start: 'calm', end: 'warm' },
    risks: [],
    topics: [],
    tip: null,
    doubts: [],
    colour: 'green',
    headline: { ...PROOF, text: 'Замер в четверг' },
    ...changes,
  };
}

/** A chat server of one's own: says these texts one by one, then a good answer; keeps what it was asked. */
export async function ownServer(texts: string[] = []) {
  const asked: Record<string, unknown>[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    asked.push(JSON.parse(Buffer.concat(chunks).toString()));
    const content = texts[asked.length - 1] ?? JSON.stringify(answer());
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ choices: [{ message: { role: 'assistant', content } }] }));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    asked,
    url: `http://127.0.0.1:${port}/v1`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
