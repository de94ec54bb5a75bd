import { type Fields, fieldTable, type Row } from './fields.js';

/** The columns of `get.virtual_numbers` (data_api/vn/get_virtual_numbers/index.html); all of them come unasked. */
export const NUMBER_FIELDS: Fields = fieldTable({
  id: 'number filter usual',
  'virtual_phone_number redirection_phone_number': 'string filter usual',
  activation_date: 'iso8601 filter usual',
  'status category type': 'enum filter sort usual',
  'campaigns scenarios': 'array filter usual',
});

type NumberStatus = 'active' | 'waiting' | 'cleaning' | 'prereserved' | 'reserved' | 'manual_lock' | 'limit_lock';

/** A number the account rents; digits. */
export interface VirtualNumber {
  number: string;
  status: NumberStatus;
}

export function numberRow({ number, status }: VirtualNumber, at: number): Row {
  return {
    id: 310_400 + at,
    virtual_phone_number: number,
    activation_date: '2025-03-01 00:00:00',
    status,
    category: 'usual',
    type: 'va',
  };
}
