import { liveBesideBackfill } from './live-beside-backfill.js';

await liveBesideBackfill();
