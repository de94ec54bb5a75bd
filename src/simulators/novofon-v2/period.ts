import { Fault } from './fault.js';
import type { Row } from './fields.js';
import type { ZoneTime } from './zone-time.js';

const LONGEST_MS = 90 * 86_400_000;

export interface Period {
  from: Date;
  till: Date;
}

/** `date_from` and `date_till` of a report, in the account's zone; 90 days at most (apis/novofon.md B3). */
export function readPeriod(params: Row, time: ZoneTime): Period {
  const from = instant(params, 'date_from', time);
  const till = instant(params, 'date_till', time);
  if (till < from) throw new Fault('invalid_parameters_combination', { field: 'date_till', value: params.date_till });
  if (till.getTime() - from.getTime() > LONGEST_MS) throw new Fault('date_interval_limit_reached');
  return { from, till };
}

function instant(params: Row, field: string, time: ZoneTime): Date {
  const value = params[field];
  if (value === undefined) throw new Fault('required_parameter_missed', { field });
  if (typeof value !== 'string') throw new Fault('data_type_error', { field, value });
  const read = time.read(value);
  if (read === null) throw new Fault('invalid_parameter_value', { field, value });
  return read;
}
