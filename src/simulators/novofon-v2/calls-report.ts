import { type Fields, fieldTable, type Row } from './fields.js';
import type { Session } from './session.js';
import type { ZoneTime } from './zone-time.js';

/** The columns of `get.calls_report` (data_api/report/get_calls_report/index.html). */
export const CALL_FIELDS: Fields = fieldTable({
  id: 'number filter usual',
  start_time: 'iso8601 sort usual',
  finish_time: 'iso8601 usual',
  'finish_reason direction source': 'enum filter sort usual',
  cpn_region_id: 'number filter sort usual',
  cpn_region_name: 'string filter sort usual',
  scenario_operations: 'array filter',
  is_lost: 'boolean filter sort usual',
  communication_number: 'number filter sort',
  communication_page_url: 'string',
  contact_phone_number: 'string filter usual',
  communication_id: 'number filter usual',
  communication_type: 'enum usual',
  'wait_duration total_wait_duration talk_duration clean_talk_duration total_duration': 'number filter usual',
  'lost_call_processing_duration sale_cost scenario_id site_id campaign_id visitor_id source_id': 'number filter sort',
  'call_records wav_call_records': 'array usual',
  full_record_file_link: 'string usual',
  voice_mail_records: 'array',
  virtual_phone_number: 'string filter sort usual',
  'ua_client_id ym_client_id ymclid': 'string',
  sale_date: 'iso8601 filter sort',
  is_transfer: 'boolean filter sort',
  visit_other_campaign: 'boolean',
  'search_query search_engine referrer_domain referrer entrance_page gclid yclid ef_id': 'string filter',
  channel: 'enum filter',
  'tags employees visitor_custom_properties segments attributes': 'array filter',
  'last_answered_employee_id first_answered_employee_id': 'number filter',
  'last_talked_employee_id first_talked_employee_id': 'number filter',
  'last_answered_employee_full_name first_answered_employee_full_name': 'string filter',
  'last_talked_employee_full_name first_talked_employee_full_name': 'string filter',
  'last_answered_employee_rating postprocess_duration call_api_request_id contact_id': 'number filter',
  'operator_phone_number scenario_name site_domain_name campaign_name contact_full_name': 'string filter',
  'auto_call_campaign_name source_name source_new channel_new channel_code ext_id': 'string filter sort',
  'person_id visitor_session_id visits_count visitor_first_campaign_id': 'number filter',
  'visitor_first_campaign_name visitor_city visitor_region visitor_country call_api_external_id': 'string filter',
  'visitor_type visitor_device': 'enum filter sort',
  'utm_source utm_medium utm_term utm_content utm_campaign': 'string filter',
  'openstat_ad openstat_campaign openstat_service openstat_source': 'string filter',
  'eq_utm_source eq_utm_medium eq_utm_term eq_utm_content eq_utm_campaign': 'string filter',
  'eq_utm_referrer eq_utm_expid': 'string filter',
});

/** The row of a session; what has no value here is empty. */
export function callRow(session: Session, time: ZoneTime, mediaUrl: string): Row {
  const { facts } = session;
  return {
    id: session.id,
    communication_id: facts.communicationId,
    communication_type: 'call',
    start_time: time.write(facts.startedAt),
    direction: facts.direction,
    source: facts.source,
    contact_phone_number: facts.client,
    contact_full_name: facts.clientName,
    virtual_phone_number: facts.number,
    scenario_name: facts.scenario,
    is_transfer: facts.transferred,
    ...ending(session, time),
    ...recordings(session, mediaUrl),
    ...staff(session),
  };
}

function ending({ facts }: Session, time: ZoneTime): Row {
  if (facts.finishedAt === null) return {};
  return {
    finish_time: time.write(facts.finishedAt),
    finish_reason: facts.finishReason,
    is_lost: facts.lost,
    wait_duration: facts.waitSeconds,
    total_wait_duration: facts.waitSeconds,
    talk_duration: facts.talkSeconds,
    clean_talk_duration: facts.talkSeconds,
    total_duration: Math.round((facts.finishedAt.getTime() - facts.startedAt.getTime()) / 1000),
  };
}

function recordings(session: Session, mediaUrl: string): Row {
  const none = session.showing.noRecords === 'null' ? null : [];
  const shown = (hashes: string[]) => (hashes.length === 0 ? none : hashes);
  const { fullHash } = session;
  const url = `${mediaUrl}/${session.facts.communicationId}/${fullHash}`;
  return {
    call_records: shown(session.hashes('talk')),
    wav_call_records: shown(session.hashes('wav')),
    voice_mail_records: shown(session.hashes('voice_mail')),
    full_record_file_link: fullHash === null || session.showing.fullLink === 'hash' ? fullHash : url,
  };
}

function staff({ facts }: Session): Row {
  const { employees } = facts;
  const answered = employees.filter((each) => each.answered);
  const talked = employees.filter((each) => each.talked);
  const named = Object.entries({
    first_answered: answered.at(0),
    last_answered: answered.at(-1),
    first_talked: talked.at(0),
    last_talked: talked.at(-1),
  }).map(([which, employee]) => ({
    [`${which}_employee_id`]: employee?.id ?? null,
    [`${which}_employee_full_name`]: employee?.name ?? null,
  }));
  return Object.assign({}, ...named, {
    operator_phone_number: answered.at(0)?.phone ?? null,
    employees: employees.map(({ id, name, answered, talked }) => ({
      employee_id: id,
      employee_full_name: name,
      is_answered: answered,
      is_talked: talked,
    })),
  });
}
