/** What an administrator does to connect each CRM, as in its guide; texts are `connect.<provider>.<field>` and `….hint`. */
export interface Provider {
  key: string;
  name: string;
  /** Where the vendor runs it: a name, where tokens are granted, where the API is. Empty for what anyone may host. */
  clouds: [string, string, string][];
  /** What is to be pasted there while preparing. */
  paste?: string;
  fields: ('clientId' | 'clientSecret' | 'refreshToken')[];
  /** What else can be said; texts are `option.<name>` and `….hint`. */
  options: { name: string; check?: boolean }[];
}

const zoho = (name: string, end: string, accounts = `accounts.zoho.${end}`): [string, string, string] => [
  name,
  `https://${accounts}`,
  `https://www.zohoapis.${end}`,
];
const fxiaoke = (name: string, host: string): [string, string, string] => [name, `https://${host}`, `https://${host}`];

export const CONNECTABLE: Provider[] = [
  {
    key: 'zoho',
    name: 'Zoho CRM',
    clouds: [
      zoho('zoho.com (US)', 'com'),
      zoho('zoho.com.cn (中国)', 'com.cn'),
      zoho('zoho.eu (EU)', 'eu'),
      zoho('zoho.in (India)', 'in'),
      zoho('zoho.jp (日本)', 'jp'),
      zoho('zoho.com.au (Australia)', 'com.au'),
      zoho('zoho.sa (Saudi Arabia)', 'sa'),
      zoho('zohocloud.ca (Canada)', 'ca', 'accounts.zohocloud.ca'),
    ],
    paste:
      'ZohoCRM.modules.accounts.ALL,ZohoCRM.modules.contacts.ALL,ZohoCRM.settings.fields.READ,ZohoCRM.users.READ,ZohoCRM.coql.READ,ZohoCRM.bulk.READ,ZohoCRM.notifications.ALL',
    fields: ['clientId', 'clientSecret', 'refreshToken'],
    options: [
      { name: 'reference-field' },
      { name: 'reference-unique', check: true },
      { name: 'start-workflows', check: true },
    ],
  },
  {
    key: 'fxiaoke',
    name: '纷享销客 Fxiaoke',
    clouds: [
      fxiaoke('纷享云', 'open.fxiaoke.com'),
      fxiaoke('华为云', 'open-hwcloud.fxiaoke.com'),
      fxiaoke('阿里云', 'open-ale.fxiaoke.com'),
      fxiaoke('Frankfurt', 'open-hws.fxiaoke.com'),
      fxiaoke('Hong Kong 香港', 'open-ksc.sharecrm.com'),
      fxiaoke('North America', 'open-na.sharecrm.com'),
    ],
    fields: ['clientId', 'clientSecret', 'refreshToken'],
    options: [
      { name: 'employee' },
      { name: 'account-reference-field' },
      { name: 'contact-reference-field' },
      { name: 'reference-unique', check: true },
      { name: 'lists-voided-records', check: true },
      { name: 'start-approvals', check: true },
      { name: 'start-workflows', check: true },
    ],
  },
  { key: 'dolibarr', name: 'Dolibarr', clouds: [], fields: ['clientSecret'], options: [{ name: 'time-zone' }] },
];

/** The name of a CRM; its key where this page does not know it. */
export const providerName = (key: string): string => CONNECTABLE.find((one) => one.key === key)?.name ?? key;
