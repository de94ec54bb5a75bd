/** A notification one may set up in the cabinet: the end of a call, or a recorded talk. */
export type NotificationEvent = 'CALL_END' | 'RECORD_CALL';

/** The default bodies group their macros; these stand unquoted (apis/novofon.md B7). */
export const DEFAULT_TEMPLATES: Record<NotificationEvent, string> = {
  CALL_END: `{
    "event": {{notification_mnemonic}},
    "notification_name": {{notification_name}},
    "notification_time": {{notification_time}},
    "virtual_phone_number": {{virtual_phone_number}},
    "contact_info": { "contact_phone_number": {{contact_phone_number}}, "communication_number": {{communication_number}} },
    "employee_info": {
      "employee_id": {{employee_id}},
      "employee_full_name": {{employee_full_name}},
      "extension_phone_number": {{extension_phone_number}}
    },
    "call_info": {
      "call_session_id": {{call_session_id}},
      "external_id": {{external_id}},
      "call_source": {{call_source}},
      "scenario_name": {{scenario_name}},
      "direction": {{direction}},
      "talk_time_duration": {{talk_time_duration}},
      "total_time_duration": {{total_time_duration}},
      "wait_time_duration": {{wait_time_duration}},
      "call_status": {{call_status}},
      "tag_names": {{tag_names}}
    }
  }`,
  RECORD_CALL: `{
    "event": {{notification_mnemonic}},
    "notification_name": {{notification_name}},
    "notification_time": {{notification_time}},
    "virtual_phone_number": {{virtual_phone_number}},
    "contact_info": {
      "contact_phone_number": {{contact_phone_number}},
      "communication_number": {{communication_number}},
      "contact_id": {{contact_id}},
      "contact_full_name": {{contact_full_name}}
    },
    "employee_info": { "employee_id": {{employee_id}}, "employee_full_name": {{employee_full_name}} },
    "call_info": {
      "call_session_id": {{call_session_id}},
      "scenario_name": {{scenario_name}},
      "tag_ids": {{tag_ids}},
      "tag_names": {{tag_names}}
    },
    "call_record_file_info": { "file_link": {{file_link}}, "file_duration": {{file_duration}} }
  }`,
};

/** The flat bodies of our own that a user may write instead (apis/novofon.md C). */
export const SEED_TEMPLATES: Record<NotificationEvent, string> = {
  CALL_END: `{
    "call_id": {{call_session_id}},
    "caller": {{contact_phone_number}},
    "called": {{virtual_phone_number}},
    "direction": {{direction}},
    "duration": {{talk_time_duration}},
    "status": {{call_status}}
  }`,
  RECORD_CALL: `{
    "call_id": {{call_session_id}},
    "caller": {{contact_phone_number}},
    "called": {{virtual_phone_number}},
    "duration": {{file_duration}},
    "record_url": {{file_link}}
  }`,
};

/** The fields of a notification sent by GET, which go into the query. */
export const SEED_QUERIES: Record<NotificationEvent, Record<string, string>> = {
  CALL_END: { call_id: '{{call_session_id}}', direction: '{{direction}}', status: '{{call_status}}' },
  RECORD_CALL: { call_id: '{{call_session_id}}', record_url: '{{file_link}}' },
};
