import { LitElement, css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import '../embed.js';
import { Api } from './api.js';
import { catalogue } from './i18n.js';
import type { List, Me } from './model.js';
import { style } from './style.js';

const SIGN_IN = 'cc-sign-in';

/**
 * The stand-alone page. The host hands the token over in the address's fragment, from where it is taken at once; it is
 * kept in memory only, so a reload goes back to the host for another.
 */
@customElement('cc-app')
export class App extends LitElement {
  static override styles = [
    style,
    css`
      nav {
        background: var(--surface);
        border-bottom: 1px solid var(--line);
        display: flex;
        gap: 6px;
        align-items: center;
        padding: 8px 22px;
        flex-wrap: wrap;
      }
      nav strong {
        margin-inline-end: 20px;
        font-size: 16px;
      }
      nav a {
        padding: 6px 12px;
        border-radius: 6px;
        text-decoration: none;
        color: var(--text);
      }
      nav a[aria-current='page'] {
        background: color-mix(in srgb, var(--primary) 13%, var(--surface));
        font-weight: 700;
      }
      nav .who {
        margin-inline-start: auto;
      }
      nav select {
        width: auto;
      }
      @media (max-width: 600px) {
        nav strong {
          margin-inline-end: 0;
        }
        nav .who {
          flex: 1 1 90px;
          min-width: 0;
          overflow: hidden;
          text-overflow: ellipsis;
          white-space: nowrap;
          text-align: end;
        }
      }
      main {
        max-width: 1200px;
        margin: 20px auto;
        padding: 0 16px;
      }
      .count {
        background: var(--primary);
        color: #fff;
        border-radius: 99px;
        padding: 0 7px;
        font-size: 12px;
      }
    `,
  ];

  @state() private route = '';
  @state() private me?: Me;
  @state() private locale = 'en';
  @state() private open = 0;
  private token = '';

  override connectedCallback(): void {
    super.connectedCallback();
    this.take();
    addEventListener('hashchange', () => this.take());
    this.addEventListener('contract-selected', (e) => (location.hash = `#/contracts/${(e as CustomEvent).detail.id}`));
    this.addEventListener('approvals-counted', (e) => (this.open = (e as CustomEvent).detail.count));
    this.addEventListener('admin-page', (e) => (location.hash = `#/admin/${(e as CustomEvent).detail.page}`));
    this.addEventListener(
      'customer-selected',
      (e) => (location.hash = ['#/customers', (e as CustomEvent).detail.id].filter(Boolean).join('/')),
    );
    this.addEventListener('settings-changed', async () => this.recognise(await this.who()));
    this.addEventListener('session-expired', () => this.signIn());
  }

  private take(): void {
    const handed = new URLSearchParams(location.hash.slice(1));
    const token = handed.get('access_token');
    if (token) {
      this.token = token;
      history.replaceState(null, '', handed.get('return') || '#/contracts');
      void this.begin(handed.get('sign_in') ?? '');
    }
    this.route = location.hash || '#/contracts';
    if (!this.token) this.signIn();
  }

  private get api(): Api {
    return new Api({ base: '', locale: this.locale, token: async () => this.token, expired: () => this.signIn() });
  }

  private who(): Promise<Me> {
    return this.api.get<Me>('/me');
  }

  /** Shows the pages of who is here, with the tenant's own look. */
  private recognise(me: Me): void {
    for (const name of Object.keys(this.me?.tenant.branding ?? {})) this.style.removeProperty(name);
    for (const [name, value] of Object.entries(me.tenant.branding ?? {})) this.style.setProperty(name, value);
    this.me = me;
  }

  private async begin(signIn: string): Promise<void> {
    const me = await this.who();
    // Before there are pages: they ask the server in this language as soon as they are there.
    this.locale = me.tenant.locale.startsWith('zh') ? 'zh-CN' : 'en';
    document.documentElement.lang = this.locale;
    this.recognise(me);
    // Only an origin that the tenant registered may ever send the reader somewhere to sign in.
    if (URL.canParse(signIn) && me.allowedOrigins.includes(new URL(signIn).origin)) {
      sessionStorage.setItem(SIGN_IN, signIn);
    }
    if (!me.roles.every((role) => ['admin', 'auditor', 'sales', 'records'].includes(role))) {
      this.open = (await this.api.get<List<unknown>>('/approval-tasks?state=OPEN')).items.length;
    }
  }

  private signIn(): void {
    const signIn = sessionStorage.getItem(SIGN_IN);
    if (!signIn) return;
    sessionStorage.removeItem(SIGN_IN);
    const target = new URL(signIn);
    target.searchParams.set('return', this.route || location.hash);
    location.assign(target);
  }

  private language(event: Event): void {
    this.locale = (event.target as HTMLSelectElement).value;
    document.documentElement.lang = this.locale;
  }

  override render() {
    const t = catalogue(this.locale);
    document.title = t('product');
    if (!this.me) {
      return html`<main>
        <div class="card empty">
          <h1>${t('product')}</h1>
          <p>${this.token ? t('loading') : t('signIn')}</p>
        </div>
      </main>`;
    }
    const reads = !this.me.roles.every((role) => role === 'admin');
    // An admin who may read no contracts has none to begin with.
    const current = reads || /^#\/(admin|customers)/.test(this.route) ? this.route : '#/admin';
    const link = (route: string, label: string, count = 0) =>
      html`<a href=${route} aria-current=${current.startsWith(route) ? 'page' : 'false'}
        >${label} ${count ? html`<span class="count">${count}</span>` : nothing}</a
      >`;
    const administers = this.me.roles.some((role) => role === 'admin' || role === 'auditor');
    return html`<nav aria-label=${t('product')}>
        <strong>${t('product')}</strong>
        ${reads ? link('#/contracts', t('contracts')) : nothing}
        ${reads ? link('#/approvals', t('approvals'), this.open) : nothing} ${link('#/customers', t('customers'))}
        ${administers ? link('#/admin', t('admin')) : nothing}
        <span class="who muted">${this.me.tenant.name} · ${this.me.name}</span>
        <select aria-label=${t('language')} data-test="language" .value=${this.locale} @change=${this.language}>
          <option value="zh-CN" ?selected=${this.locale === 'zh-CN'}>中文</option>
          <option value="en" ?selected=${this.locale === 'en'}>English</option>
        </select>
      </nav>
      <main>${this.page(reads)}</main>`;
  }

  private page(reads: boolean) {
    const [, page, id = '', ...rest] = this.route.split('/');
    const locale = this.locale;
    const t = catalogue(locale);
    if (page === 'admin' || (!reads && page !== 'customers')) {
      return html`<h1>${t('admin')}</h1>
        <tenant-admin
          .locale=${locale}
          .token=${this.token}
          page=${page === 'admin' && id ? [id, ...rest].join('/') : 'overview'}
        ></tenant-admin>`;
    }
    if (page === 'customers') {
      return html`<h1>${t('customers')}</h1>
        <customer-list .locale=${locale} .token=${this.token} customer-id=${id}></customer-list>`;
    }
    if (page === 'approvals') {
      return html`<h1>${t('approvals')}</h1>
        <approval-inbox .locale=${locale} .token=${this.token}></approval-inbox>`;
    }
    if (id) {
      return html`<p><a href="#/contracts">← ${t('contracts')}</a></p>
        <contract-view .locale=${locale} .token=${this.token} contract-id=${id}></contract-view>`;
    }
    return html`<h1>${t('contracts')}</h1>
      <contract-list .locale=${locale} .token=${this.token}></contract-list>`;
  }
}
