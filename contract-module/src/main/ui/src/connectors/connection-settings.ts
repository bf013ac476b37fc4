import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { handOn } from '../shell/hand-on.js';
import type { Settings, Trial } from './model.js';
import './notice-way.js';
import { ConnectionPart } from './part.js';
import { CONNECTABLE, providerName, type Provider } from './providers.js';
import { trialCard } from './trial.js';

const FEWEST_MINUTES = 5;
const MOST_MINUTES = 1440;

/** None are given where they stay. */
type Credentials = Partial<Record<Provider['fields'][number] | 'noticeSecret', string>>;

/** What can be changed of a connection: name, times, budgets, credentials; a trial of it; and its removal. */
@customElement('connection-settings')
export class ConnectionSettings extends ConnectionPart {
  @state() private saved?: Settings;
  @state() private draft?: Settings;
  @state() private credentials: Credentials = {};
  @state() private trial?: Trial;
  @state() private trying = false;
  /** The name that is written to confirm a removal, while somebody does. */
  @state() private confirming?: string;
  private version = 0;

  protected async load(): Promise<void> {
    const { body, version } = await this.client.versioned<Settings>(this.base);
    this.take(body, version);
    this.loaded = true;
  }

  private take(settings: Settings, version: number): void {
    this.saved = settings;
    this.draft = { ...settings, options: { ...settings.options } };
    this.version = version;
    this.credentials = {};
  }

  private set(change: Partial<Settings>): void {
    this.draft = { ...this.draft!, ...change };
  }

  private option(name: string, value: string): void {
    const { [name]: _, ...rest } = this.draft!.options;
    this.set({ options: value ? { ...rest, [name]: value } : rest });
  }

  private get differs(): boolean {
    return (
      JSON.stringify(this.saved) !== JSON.stringify(this.draft) || Object.values(this.credentials).some((one) => one)
    );
  }

  private async put(settings: Settings, credentials?: Credentials): Promise<void> {
    const { name, takesNew, pullMinutes, quietFrom, quietUntil, callsPerMinute, callsPerDay, options } = settings;
    const body = {
      name,
      takesNew,
      pullMinutes,
      quietFrom: quietFrom || undefined,
      quietUntil: quietUntil || undefined,
      callsPerMinute,
      callsPerDay,
      options,
      credentials,
    };
    const answer = await this.client.replace<Settings>(this.base, body, this.version);
    this.take(answer.body, answer.version);
    this.changed();
  }

  private async save(event: Event): Promise<void> {
    event.preventDefault();
    const former = this.saved!;
    const credentials = Object.values(this.credentials).some((one) => one) ? this.credentials : undefined;
    const back = () => this.put(former);
    await this.change(
      () => this.put(this.draft!, credentials),
      this.t(credentials ? 'crm.settings.saved.credentials' : 'crm.settings.saved'),
      // Former credentials cannot be had again.
      credentials ? undefined : back,
    );
  }

  private async try(): Promise<void> {
    this.quiet();
    this.trial = undefined;
    this.trying = true;
    await this.attempt(async () => (this.trial = await this.client.post<Trial>(`${this.base}/trials`, {})));
    this.trying = false;
  }

  private async takeAway(event: Event): Promise<void> {
    event.preventDefault();
    const removed = await this.change(
      () => this.client.post(`${this.base}/removals`, { name: this.confirming!.trim() }, this.version),
      this.t('crm.removed'),
    );
    if (!removed) return;
    this.changed();
    this.say('admin-page', { page: 'connections' });
  }

  protected body() {
    const s = this.draft;
    if (!s) return nothing;
    const t = this.t;
    const provider = CONNECTABLE.find((one) => one.key === s.provider);
    return html`<form @submit=${this.save}>
        <fieldset ?disabled=${!this.isAdmin}>
          ${this.general(s)}${this.times(s)}${this.budgets(s)} ${provider ? this.options(s, provider) : nothing}
          ${provider && this.isAdmin ? this.secrets(s, provider) : nothing}
        </fieldset>
        ${
          this.isAdmin
            ? html`<div class="actions" style="margin-bottom:16px">
                <button class="primary" data-test="save-settings" ?disabled=${this.busy || !this.differs}>
                  ${t('save')}
                </button>
                <button
                  type="button"
                  ?disabled=${this.busy || !this.differs}
                  @click=${() => this.take(this.saved!, this.version)}
                >
                  ${t('cancel')}
                </button>
              </div>`
            : nothing
        }
      </form>
      ${this.notices()}${this.isAdmin ? html`${this.test()}${this.removal()}` : nothing}`;
  }

  private general(s: Settings) {
    const t = this.t;
    return html`<section class="card">
      <h3>${t('crm.settings.general')}</h3>
      <div class="form">
        ${this.field({
          label: t('crm.name'),
          hint: t('crm.name.hint'),
          value: s.name,
          pointer: '/name',
          required: true,
          maxlength: 100,
          test: 'settings-name',
          change: (name) => this.set({ name }),
        })}
        <div>
          <label class="check"
            ><input
              type="checkbox"
              data-test="takes-new"
              .checked=${s.takesNew}
              @change=${(e: Event) => this.set({ takesNew: (e.target as HTMLInputElement).checked })}
            />${t('crm.takesNew')}</label
          >
          <span class="hint">${t('crm.takesNew.hint')}</span>
        </div>
      </div>
      <dl style="margin-top:12px">
        <dt>${t('crm.apiUrl')}</dt>
        <dd><code>${s.apiUrl}</code></dd>
        ${
          s.accountsUrl === s.apiUrl
            ? nothing
            : html`<dt>${t('crm.accountsUrl')}</dt>
                <dd><code>${s.accountsUrl}</code></dd>`
        }
      </dl>
    </section>`;
  }

  private times(s: Settings) {
    const t = this.t;
    return html`<section class="card">
      <h3>${t('crm.times')}</h3>
      <div class="form">
        ${this.field({
          label: t('crm.pullMinutes'),
          hint: t('crm.pullMinutes.hint', { n: s.usualPullMinutes }),
          value: s.pullMinutes === undefined ? '' : String(s.pullMinutes),
          pointer: '/pullMinutes',
          type: 'number',
          min: FEWEST_MINUTES,
          max: MOST_MINUTES,
          placeholder: String(s.usualPullMinutes),
          test: 'pull-minutes',
          change: (minutes) => this.set({ pullMinutes: minutes ? Number(minutes) : undefined }),
        })}
        ${this.field({
          label: t('crm.quietFrom'),
          hint: t('crm.quiet.hint'),
          value: s.quietFrom ?? '',
          pointer: '/quietFrom',
          type: 'time',
          test: 'quiet-from',
          change: (time) => this.set({ quietFrom: time || undefined }),
        })}
        ${this.field({
          label: t('crm.quietUntil'),
          value: s.quietUntil ?? '',
          pointer: '/quietUntil',
          type: 'time',
          test: 'quiet-until',
          change: (time) => this.set({ quietUntil: time || undefined }),
        })}
      </div>
    </section>`;
  }

  private budgets(s: Settings) {
    const t = this.t;
    const number = (name: 'callsPerMinute' | 'callsPerDay', min: number, max: number) =>
      this.field({
        label: t(`crm.${name}`),
        hint: t(`crm.${name}.hint`),
        value: String(s[name]),
        pointer: `/${name}`,
        type: 'number',
        required: true,
        min,
        max,
        test: name,
        change: (value) => this.set({ [name]: Number(value) }),
      });
    return html`<section class="card">
      <h3>${t('crm.budgets')}</h3>
      <div class="form">${number('callsPerMinute', 10, 6000)}${number('callsPerDay', 100, 10_000_000)}</div>
    </section>`;
  }

  private options(s: Settings, provider: Provider) {
    const t = this.t;
    return html`<section class="card">
      <h3>${t('crm.options', { crm: providerName(s.provider) })}</h3>
      <div class="form">
        ${provider.options.map(({ name, check }) =>
          check
            ? html`<div>
                <label class="check"
                  ><input
                    type="checkbox"
                    data-test="option-${name}"
                    .checked=${s.options[name] === 'true'}
                    @change=${(e: Event) => this.option(name, (e.target as HTMLInputElement).checked ? 'true' : '')}
                  />${t(`option.${name}`)}</label
                >
                <span class="hint">${t(`option.${name}.hint`)}</span>
              </div>`
            : this.field({
                label: t(`option.${name}`),
                hint: t(`option.${name}.hint`),
                value: s.options[name] ?? '',
                pointer: `/options/${name}`,
                maxlength: 200,
                test: `option-${name}`,
                change: (value) => this.option(name, value.trim()),
              }),
        )}
      </div>
    </section>`;
  }

  private secrets(s: Settings, provider: Provider) {
    const t = this.t;
    const names: (keyof Credentials)[] = [...provider.fields, 'noticeSecret'];
    return html`<details class="card" data-test="credentials">
      <summary>${t('crm.credentials')}</summary>
      <p class="hint">${t('crm.credentials.hint')}</p>
      <div class="form">
        ${names.map((name) =>
          this.field({
            label: name === 'noticeSecret' ? t('crm.noticeSecret') : t(`connect.${provider.key}.${name}`),
            hint:
              name === 'clientId'
                ? t('crm.credentials.now', { value: s.clientId })
                : name === 'noticeSecret'
                  ? t(s.hasNoticeSecret ? 'crm.noticeSecret.there' : 'crm.noticeSecret.none')
                  : t('crm.credentials.stays'),
            value: this.credentials[name] ?? '',
            pointer: `/credentials/${name}`,
            type: name === 'clientId' ? 'text' : 'password',
            maxlength: name === 'clientId' ? 200 : 500,
            test: `new-${name}`,
            change: (value) => (this.credentials = { ...this.credentials, [name]: value }),
          }),
        )}
      </div>
    </details>`;
  }

  private notices() {
    return html`<notice-way ${handOn(this, 'me', 'connection')}></notice-way>`;
  }

  private test() {
    const t = this.t;
    return html`<section class="card">
      <h3>${t('crm.trial')}</h3>
      <p class="hint">${t('crm.trial.existing')}</p>
      ${trialCard(t, this.locale, this.trial, this.trying)}
      <div class="actions">
        <button data-test="try-now" ?disabled=${this.busy || this.differs} @click=${() => this.try()}>
          ${t(this.trial ? 'crm.trial.again' : 'crm.trial')}
        </button>
        ${this.differs ? html`<span class="hint">${t('crm.trial.save')}</span>` : nothing}
      </div>
    </section>`;
  }

  private removal() {
    const t = this.t;
    return html`<section class="card">
      <h3>${t('crm.remove')}</h3>
      <p>${t('crm.remove.text')}</p>
      ${
        this.confirming === undefined
          ? html`<div class="actions">
              <button class="danger" data-test="remove" ?disabled=${this.busy} @click=${() => (this.confirming = '')}>
                ${t('crm.remove')}
              </button>
            </div>`
          : html`<form @submit=${this.takeAway}>
              ${this.field({
                label: t('crm.remove.name', { name: this.saved!.name }),
                value: this.confirming,
                pointer: '/removal',
                required: true,
                maxlength: 100,
                test: 'remove-name',
                change: (name) => (this.confirming = name),
              })}
              <div class="actions">
                <button
                  class="danger"
                  data-test="remove-now"
                  ?disabled=${this.busy || this.confirming.trim() !== this.saved!.name}
                >
                  ${t('crm.remove')}
                </button>
                <button type="button" @click=${() => (this.confirming = undefined)}>${t('cancel')}</button>
              </div>
            </form>`
      }
    </section>`;
  }
}
