import type { Session } from './session.js';
import type { NotificationEvent } from './templates.js';
import type { ZoneTime } from './zone-time.js';

type Macros = Record<string, unknown>;

/** What a notification is written with: when it goes out, the account's time, and where recordings are. */
export interface Sender {
  now: Date;
  time: ZoneTime;
  mediaUrl: string;
}

/** The body: each macro becomes a JSON literal just where it stands, so that a quoted one breaks the JSON (B7). */
export function filledBody(template: string, macros: Macros): string {
  return filled(template, macros, (value) => JSON.stringify(value));
}

/** A value in the query of a GET: plain text. */
export function filledQuery(template: string, macros: Macros): string {
  return filled(template, macros, (value) => (typeof value === 'string' ? value : JSON.stringify(value)));
}

/** The macros of an event (apis/novofon.md B7); those of a recorded talk tell neither direction nor status. */
export function macrosOf(event: NotificationEvent, session: Session, sender: Sender): Macros {
  const { facts } = session;
  const employee = facts.employees.find((each) => each.talked) ?? facts.employees[0];
  const outgoing = facts.direction === 'out';
  return {
    notification_name: event === 'CALL_END' ? 'Завершение звонка' : 'Записанный разговор',
    notification_mnemonic: event,
    notification_time: sender.time.write(sender.now),
    notification_timestamp: Math.floor(sender.now.getTime() / 1000),
    virtual_phone_number: facts.number,
    contact_phone_number: facts.client,
    calling_phone_number: outgoing ? facts.number : facts.client,
    called_phone_number: outgoing ? facts.client : facts.number,
    communication_number: null,
    communication_id: facts.communicationId,
    call_session_id: session.id,
    start_time: sender.time.write(facts.startedAt),
    employee_id: employee?.id ?? null,
    employee_full_name: employee?.name ?? null,
    scenario_name: facts.scenario,
    tag_ids: [],
    tag_names: [],
    ...(event === 'CALL_END' ? ending(session, employee?.phone ?? null) : recording(session, sender)),
  };
}

function ending({ facts }: Session, phone: string | null): Macros {
  return {
    external_id: null,
    extension_phone_number: phone,
    call_source: facts.source,
    direction: facts.direction,
    talk_time_duration: facts.talkSeconds,
    total_time_duration: facts.waitSeconds + facts.talkSeconds,
    wait_time_duration: facts.waitSeconds,
    call_status: facts.lost ? 'lost' : 'received',
  };
}

/** The last talk that is ready. */
function recording(session: Session, { mediaUrl }: Sender): Macros {
  const hash = session.hashes('talk').at(-1);
  const link = `${mediaUrl}/system/media/talk/${session.facts.communicationId}/${hash}/`;
  return {
    contact_id: null,
    contact_full_name: session.facts.clientName,
    file_link: hash === undefined ? null : link,
    file_duration: session.facts.talkSeconds,
  };
}

function filled(template: string, macros: Macros, write: (value: unknown) => string): string {
  return template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    if (!(name in macros)) throw new Error(`this notification has no macro ${name}`);
    return write(macros[name]);
  });
}
