import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { style } from '../shell/style.js';
import { AdminPage } from '../tenants/page.js';
import { adminStyle } from '../tenants/style.js';
import '../shell/copy-text.js';
import type { Connection, Trial } from './model.js';
import { connectorStyle } from './part.js';
import { CONNECTABLE, type Provider } from './providers.js';
import { trialCard } from './trial.js';

const OTHER = 'other';

type Secrets = Record<Provider['fields'][number], string>;

/** What a CRM does not have stays empty. */
const UNUSED: Secrets = { clientId: '', clientSecret: '', refreshToken: '' };

/** Leads an administrator from the choice of a CRM to the first reading; says `connected` with the new id. */
@customElement('connect-guide')
export class ConnectGuide extends AdminPage {
  static override styles = [
    style,
    adminStyle,
    connectorStyle,
    css`
      .choices {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(200px, 1fr));
        gap: 12px;
      }
      .choice {
        display: flex;
        gap: 10px;
        align-items: start;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        padding: 12px 14px;
        font-weight: 400;
        cursor: pointer;
      }
      .choice:has(:checked) {
        border-color: var(--primary);
        box-shadow: inset 0 0 0 1px var(--primary);
      }
      .choice input {
        flex: none;
        width: 18px;
        min-height: 18px;
        margin: 3px 0 0;
      }
      .prepare li {
        margin-bottom: 4px;
      }
    `,
  ];

  @state() private provider?: Provider;
  @state() private name = '';
  @state() private cloud = '';
  @state() private accountsUrl = '';
  @state() private apiUrl = '';
  @state() private secrets: Secrets = { ...UNUSED };
  @state() private trial?: Trial;
  @state() private trying = false;
  /** What was tried; other words have to be tried anew. */
  private tried = '';

  protected async load(): Promise<void> {
    this.loaded = true;
  }

  private choose(provider: Provider): void {
    this.quiet();
    this.trial = undefined;
    this.provider = provider;
    if (CONNECTABLE.some((one) => one.name === this.name) || !this.name) this.name = provider.name;
    this.cloud = provider.clouds.length ? '0' : OTHER;
    this.secrets = { ...UNUSED };
    for (const name of provider.fields) this.secrets[name] = '';
  }

  private get addresses(): { accountsUrl: string; apiUrl: string } {
    const provider = this.provider!;
    if (this.cloud !== OTHER) {
      const [, accountsUrl, apiUrl] = provider.clouds[Number(this.cloud)];
      return { accountsUrl, apiUrl };
    }
    const apiUrl = this.apiUrl.trim();
    return { accountsUrl: provider.key === 'zoho' ? this.accountsUrl.trim() : apiUrl, apiUrl };
  }

  private get wanted() {
    return { provider: this.provider!.key, name: this.name.trim(), ...this.addresses, ...this.secrets };
  }

  private submit(event: Event): void {
    event.preventDefault();
    void this.try();
  }

  private async try(): Promise<void> {
    this.quiet();
    this.trial = undefined;
    this.trying = true;
    const body = this.wanted;
    this.tried = JSON.stringify(body);
    await this.attempt(async () => (this.trial = await this.client.post<Trial>('/connections/trials', body)));
    this.trying = false;
    await this.updateComplete;
    if (this.problem) this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    else this.renderRoot.querySelector<HTMLElement>('[data-trial]')?.focus();
  }

  private async connect(): Promise<void> {
    const body = this.wanted;
    let made: Connection | undefined;
    await this.change(async () => {
      made = await this.client.post<Connection>('/connections', body);
    }, this.t('crm.connected'));
    if (made) this.say('connected', { id: made.id });
  }

  protected body() {
    const t = this.t;
    return html`<h2 tabindex="-1" data-top>${t('crm.connect')}</h2>
      <section class="card">
        <fieldset>
          <legend>${t('crm.connect.which')}</legend>
          <div class="choices">
            ${CONNECTABLE.map(
              (p) =>
                html`<label class="choice"
                  ><input
                    type="radio"
                    name="provider"
                    data-test="choose-${p.key}"
                    .checked=${this.provider === p}
                    @change=${() => this.choose(p)}
                  /><span><strong>${p.name}</strong><span class="hint">${t(`connect.${p.key}`)}</span></span></label
                >`,
            )}
          </div>
        </fieldset>
      </section>
      ${this.provider ? this.form(this.provider) : html`<p class="muted">${t('crm.connect.first')}</p>`}`;
  }

  private form(p: Provider) {
    const t = this.t;
    return html`<section class="card">
        <h3>${t('crm.connect.prepare', { crm: p.name })}</h3>
        <ol class="prepare">
          ${[1, 2, 3].map((step) => html`<li>${t(`connect.${p.key}.step${step}`)}</li>`)}
        </ol>
        ${
          p.paste
            ? html`<copy-text .locale=${this.locale} label=${t('crm.scopes')} .text=${p.paste}></copy-text>`
            : nothing
        }
      </section>
      <section class="card">
        <h3>${t('crm.connect.fill')}</h3>
        <form @submit=${this.submit}>
          <div class="form">
            ${this.field({
              label: t('crm.name'),
              hint: t('crm.name.hint'),
              value: this.name,
              pointer: '/name',
              required: true,
              maxlength: 100,
              test: 'crm-name',
              change: (name) => (this.name = name),
            })}
            ${
              p.clouds.length
                ? this.field({
                    label: t(`connect.${p.key}.cloud`),
                    hint: t(`connect.${p.key}.cloud.hint`),
                    value: this.cloud,
                    options: [
                      ...p.clouds.map(([name], index): [string, string] => [String(index), name]),
                      [OTHER, t('crm.cloud.other')],
                    ],
                    test: 'cloud',
                    change: (cloud) => (this.cloud = cloud),
                  })
                : nothing
            }
            ${
              this.cloud === OTHER && p.key === 'zoho'
                ? this.field({
                    label: t('crm.accountsUrl'),
                    hint: t('crm.accountsUrl.hint'),
                    value: this.accountsUrl,
                    pointer: '/accountsUrl',
                    type: 'url',
                    required: true,
                    placeholder: 'https://',
                    test: 'accounts-url',
                    change: (url) => (this.accountsUrl = url),
                  })
                : nothing
            }
            ${
              this.cloud === OTHER
                ? this.field({
                    label: t('crm.apiUrl'),
                    hint: t(p.key === 'dolibarr' ? 'connect.dolibarr.apiUrl.hint' : 'crm.apiUrl.hint'),
                    value: this.apiUrl,
                    pointer: '/apiUrl',
                    type: 'url',
                    required: true,
                    placeholder: 'https://',
                    test: 'api-url',
                    change: (url) => (this.apiUrl = url),
                  })
                : nothing
            }
            ${p.fields.map((name) =>
              this.field({
                label: t(`connect.${p.key}.${name}`),
                hint: t(`connect.${p.key}.${name}.hint`),
                value: this.secrets[name],
                pointer: `/${name}`,
                type: name === 'clientId' ? 'text' : 'password',
                required: true,
                maxlength: name === 'clientId' ? 200 : 500,
                test: name,
                change: (value) => (this.secrets = { ...this.secrets, [name]: value }),
              }),
            )}
          </div>
          <p class="hint">${t('crm.secrets.hint')}</p>
          <div class="actions">
            <button class=${this.isTried ? '' : 'primary'} data-test="try-now" ?disabled=${this.busy}>
              ${t(this.trial ? 'crm.trial.again' : 'crm.trial')}
            </button>
            <span class="hint">${t('crm.trial.hint')}</span>
          </div>
        </form>
      </section>
      ${this.trying || this.trial || this.problem ? this.result() : nothing}`;
  }

  /** Whether what stands in the form is what was tried, with success. */
  private get isTried(): boolean {
    return this.trial?.well === true && this.tried === JSON.stringify(this.wanted);
  }

  private result() {
    const t = this.t;
    return html`<section class="card">
      <h3 tabindex="-1" data-trial>${t('crm.connect.test')}</h3>
      ${trialCard(t, this.locale, this.trial, this.trying)}
      ${
        this.trying
          ? nothing
          : html`<div class="actions">
                <button
                  class=${this.isTried ? 'primary' : ''}
                  data-test="connect-now"
                  ?disabled=${this.busy}
                  @click=${() => this.connect()}
                >
                  ${t(this.isTried ? 'crm.connect' : 'crm.connect.anyway')}
                </button>
              </div>
              ${
                this.trial?.well && !this.isTried
                  ? html`<p class="hint" style="margin-bottom:0">${t('crm.trial.changed')}</p>`
                  : nothing
              }`
      }
    </section>`;
  }
}
