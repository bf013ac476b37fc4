/** Somebody who has signed in, as the last token told. */
export interface Person {
  userId: string;
  version: number;
  name: string;
  firstSeen: string;
  lastSeen: string;
  hostRoles: string[];
  hostTeams: string[];
  scope?: string;
}

/** How far somebody reaches. */
export const SCOPES = ['OWN', 'TEAM', 'ALL'];
