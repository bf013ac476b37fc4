interface Entry {
  open: () => Promise<unknown>;
  /** Auditors may look at it, too. */
  audit: boolean;
}

/** The administration's pages by name, in the order of their menu; `admin-<name>` is the element that each defines. */
export const ADMIN_PAGES: Record<string, Entry> = {
  overview: { open: () => import('../tenants/overview.js'), audit: true },
  connections: { open: () => import('../connectors/connections.js'), audit: true },
  settings: { open: () => import('../tenants/settings.js'), audit: true },
  trust: { open: () => import('../tenants/trust.js'), audit: false },
  people: { open: () => import('../tenants/people.js'), audit: true },
  audit: { open: () => import('../tenants/audit.js'), audit: true },
  webhooks: { open: () => import('../tenants/webhooks.js'), audit: false },
  failures: { open: () => import('../tenants/failures.js'), audit: false },
  exit: { open: () => import('../tenants/exit.js'), audit: false },
};
