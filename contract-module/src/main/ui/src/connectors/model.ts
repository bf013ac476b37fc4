/** What the API tells of connections to CRMs. */

export type Kind = 'ACCOUNT' | 'CONTACT' | 'USER';
export type Owner = 'LOCAL' | 'REMOTE' | 'NEWEST' | 'MANUAL';

export interface Run {
  id: string;
  connectionId: string;
  kind: 'PULL' | 'PUSH' | 'FULL' | 'DRY' | 'RECONCILE' | 'REPAIR' | 'UNDO';
  outcome: 'RUNNING' | 'DONE' | 'FAILED';
  startedAt: string;
  endedAt?: string;
  pages: number;
  created: number;
  updated: number;
  unchanged: number;
  quarantined: number;
  deleted: number;
  conflicts: number;
  pushed: number;
  /** How many records it has to read, where the CRM tells. */
  total?: number;
  changes: number;
  undoOf?: string;
  problemCode?: string;
}
export interface Connection {
  id: string;
  provider: string;
  name: string;
  state: 'ACTIVE' | 'NEEDS_RECONNECT' | 'PAUSED';
  customers: number;
  contacts: number;
  quarantined: number;
  lastRun?: Run;
}
/** One line of a run's history; `field` is empty for the record as a whole. */
export interface Change {
  seq: number;
  kind: Kind;
  localId?: string;
  externalId?: string;
  /** Of the record, where it has one. */
  name?: string;
  side: 'LOCAL' | 'REMOTE';
  field: string;
  before?: string;
  after?: string;
  rule: string;
}
export interface Conflict {
  id: string;
  kind: Kind;
  localId: string;
  externalId: string;
  /** Of the record, where it has one. */
  name?: string;
  field: string;
  base?: string;
  ours?: string;
  theirs?: string;
  createdAt: string;
}
/** A record that is held back; `id` is the CRM's for what came in and ours for what should go out. */
export interface Held {
  kind: Kind;
  id: string;
  /** Of our record, where there is one. */
  name?: string;
  direction: 'IN' | 'OUT';
  code: string;
  field?: string;
  message?: string;
  tries: number;
  firstSeen: string;
  lastSeen: string;
  nextTry?: string;
}

/** How a connection is doing beside its runs. */
export interface Status {
  pausedReason?: string;
  lastGoodRunAt?: string;
  /** Our records that wait to go out. */
  queue: number;
  /** Open ones. */
  conflicts: number;
  /** Records that are held back, by cause. */
  held: { code: string; count: number }[];
  callsPerDay: number;
  callsLeft: number;
  throttledUntil?: string;
}

/** One mapped field; `pausedReason` tells why it alone rests. */
export interface Rule {
  kind: Kind;
  ours: string;
  theirs: string;
  owner: Owner;
  blankWins: boolean;
  pausedReason?: string;
}
