import type { Money } from './money.js';

export interface List<T> {
  items: T[];
  next?: string;
  total?: number;
}
export interface Clause {
  number?: string;
  depth: number;
  heading?: string;
  text: string;
}
export interface Payment {
  id: string;
  name: string;
  percentage?: string;
  amount?: Money;
  dueOn?: string;
  method: string;
  received?: Money;
  status: string;
}
export interface Task {
  id: string;
  version: number;
  lane: string;
  state: string;
  decidedBy?: string;
  decidedAt?: string;
  comment?: string;
}
export interface Row {
  id: string;
  number: string;
  title: string;
  type: string;
  counterparty: { id: string; name: string };
  amount?: Money;
  startsOn?: string;
  endsOn?: string;
  state: string;
  ownerName: string;
  updatedAt: string;
  /** What the reader does not see of it; its values are then left out. */
  masked?: string[];
}
export interface Contract extends Row {
  version: number;
  ourParty: string;
  contentHash?: string;
  createdAt: string;
  clauses: Clause[];
  payments: Payment[];
  documents: { id: string; name: string; kind: string; sizeBytes: number; sha256: string; uploadedAt: string }[];
  approval?: {
    round: number;
    state: string;
    contentHash?: string;
    submittedBy: string;
    submittedAt: string;
    tasks: Task[];
  };
  signing?: {
    state: string;
    signatories: { side: string; name: string; title?: string; signedOn: string }[];
    effectiveOn?: string;
  };
  closure?: { score: number; summary: string };
  archive?: { archiveNumber: string; cabinet: string; box: string; slot: string; copies: number };
  actions: string[];
  nextStep?: { text: string; role?: string };
}
export interface TimelineEvent {
  seq: number;
  at: string;
  actorName: string;
  action: string;
  outcome: string;
  data: Record<string, unknown>;
  hash?: string;
}
export interface Customer {
  id: string;
  version: number;
  name: string;
  registrationNumber?: string;
  phone?: string;
  website?: string;
  industry?: string;
  address?: string;
  ownerName?: string;
  contactCount: number;
  source?: { provider: string; externalId: string; syncedAt: string; remoteModifiedAt?: string; deletedAt?: string };
  contacts?: { id: string; version: number; name: string; email?: string; phone?: string; title?: string }[];
}
export interface Me {
  userId: string;
  name: string;
  roles: string[];
  tenant: {
    key: string;
    name: string;
    locale: string;
    timeZone: string;
    currency: string;
    branding?: Record<string, string>;
  };
  allowedOrigins: string[];
}
