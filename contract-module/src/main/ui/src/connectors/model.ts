import type { Customer } from '../shell/model.js';

/** What the API tells of connections to CRMs. */

export type Kind = 'ACCOUNT' | 'CONTACT' | 'USER';
export type Owner = 'LOCAL' | 'REMOTE' | 'NEWEST' | 'MANUAL';

export interface Run {
  id: string;
  connectionId: string;
  kind: 'PULL' | 'PUSH' | 'NOTICE' | 'FULL' | 'DRY' | 'RECONCILE' | 'REPAIR' | 'UNDO';
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
  /** What the filter does not admit and is not linked. */
  leftOut: number;
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
  channel: Channel;
}

/** The way of the CRM's notices to us; without one, changes come with the next run. */
export interface Channel {
  state: 'NO_ADDRESS' | 'BY_HAND' | 'OPEN' | 'CLOSED' | 'FAILED';
  openUntil?: string;
  problemCode?: string;
  lastNoticeAt?: string;
}

/** What a trial of a connection found, in the order in which it was tried. */
export interface Trial {
  well: boolean;
  steps: {
    name: string;
    outcome: 'DONE' | 'LESS' | 'FAILED' | 'SKIPPED';
    millis: number;
    cause?: string;
    /** The CRM's own code, for its support. */
    vendorCode?: string;
    /** Of fields or records, where the CRM tells. */
    count?: number;
  }[];
}

/** What can be changed of a connection, and what is shown beside it; no secret. */
export interface Settings {
  id: string;
  provider: string;
  name: string;
  state: Connection['state'];
  accountsUrl: string;
  apiUrl: string;
  clientId: string;
  hasNoticeSecret: boolean;
  options: Record<string, string>;
  takesNew: boolean;
  /** None for `usualPullMinutes`. */
  pullMinutes?: number;
  usualPullMinutes: number;
  /** HH:MM of the tenant's day; both or neither. */
  quietFrom?: string;
  quietUntil?: string;
  callsPerMinute: number;
  callsPerDay: number;
}

/** One field of the CRM, with a few values of records that were changed lately. */
export interface RemoteField {
  kind: Kind;
  name: string;
  label: string;
  type: 'TEXT' | 'NUMBER' | 'BOOLEAN' | 'DATE' | 'INSTANT' | 'CHOICE' | 'CHOICES' | 'REFERENCE' | 'OTHER';
  required: boolean;
  writable: boolean;
  maxLength?: number;
  /** What a filter may ask of it. */
  operators: Operator[];
  options: Record<string, string>;
  samples: string[];
}
export type Operator =
  'IS' | 'IS_NOT' | 'IS_ONE_OF' | 'CONTAINS' | 'IS_EMPTY' | 'IS_NOT_EMPTY' | 'AT_LEAST' | 'AT_MOST';
/** What a record must meet to come over. */
export interface Condition {
  kind: Kind;
  /** The CRM's name of it. */
  field: string;
  operator: Operator;
  values: string[];
  /** Why no run begins under it. */
  problemCode?: string;
}
export interface FilterPreview {
  kind: Kind;
  sampled: number;
  matching: number;
  leftOut: string[];
}
export interface Mappable {
  fields: RemoteField[];
  suggestions: { kind: Kind; ours: string; theirs: string; likeness: number }[];
}

/** A record whose deletion waits for a person. */
export interface Stopped {
  kind: Kind;
  externalId: string;
  localId: string;
  name?: string;
  contracts?: number;
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

/** Where a field's value comes from; an erased person has no name. */
export interface Source {
  kind: 'PERSON' | 'CONNECTION';
  name?: string;
  at: string;
  connectionId?: string;
}
export type Sources = Record<string, Source>;

/** As which record a CRM knows a customer or a contact. */
export interface Link {
  connectionId: string;
  provider: string;
  connection: string;
  externalId: string;
  /** Where the CRM's own users see it. */
  page?: string;
  seenAt: string;
  changedAt: string;
  deletedAt?: string;
  /** Who owns it there; without a name while the CRM's users are not known. */
  owner?: { id: string; name?: string; active: boolean };
  /** A second record of the customer there: read, and never written to. */
  alias: boolean;
}
export interface Merge {
  id: string;
  survivorId: string;
  mergedId: string;
  mergedName: string;
  fields: string[];
  mergedAt: string;
}
export interface Person {
  id: string;
  version: number;
  name: string;
  email?: string;
  phone?: string;
  title?: string;
  links: Link[];
  sources: Sources;
}
export interface CustomerDetail extends Omit<Customer, 'contacts'> {
  contacts: Person[];
  links: Link[];
  sources: Sources;
  merges: Merge[];
}
export interface CustomerEvent {
  at: string;
  action: string;
  kind: 'PERSON' | 'CONNECTION';
  by?: string;
  fields: string[];
  before?: string;
  after?: string;
  rule?: string;
  connectionId?: string;
  runId?: string;
  other?: string;
}
export interface Duplicate {
  left: { id: string; name: string };
  right: { id: string; name: string };
  score: number;
  reasons: string[];
  foundAt: string;
}
