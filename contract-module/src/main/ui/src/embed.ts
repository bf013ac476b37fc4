/** The loader for a host's page: defines the module's elements. */
export { ContractList } from './overview/contract-list.js';
export { ContractView } from './overview/contract-view.js';
export { ApprovalInbox } from './approval/approval-inbox.js';
export { CustomerList } from './connectors/customer-list.js';
export { TenantAdmin } from './tenants/tenant-admin.js';
