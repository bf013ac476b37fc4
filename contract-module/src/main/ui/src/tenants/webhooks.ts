import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { moment } from '../shell/i18n.js';
import { faultAt } from '../shell/field.js';
import type { List } from '../shell/model.js';
import '../shell/copy-text.js';
import { handOn } from '../shell/hand-on.js';
import { AdminPage } from './page.js';
import type { Delivery } from './webhook-deliveries.js';
import './webhook-deliveries.js';

export interface Endpoint {
  id: string;
  version: number;
  url: string;
  description: string;
  types: string[];
  state: 'ACTIVE' | 'PAUSED' | 'OFF';
  offReason?: string;
  consecutiveFailures: number;
  firstFailureAt?: string;
  previousSecretUntil?: string;
  secret?: string;
}
interface EventType {
  name: string;
  description: string;
  sample: unknown;
}
interface Draft {
  id?: string;
  version: number;
  url: string;
  description: string;
  types: string[];
}

const STATES: Record<Endpoint['state'], string> = { ACTIVE: 'ok', PAUSED: 'wait', OFF: 'bad' };

/** Where the tenant's events are sent, and how that goes. */
@customElement('admin-webhooks')
export class AdminWebhooks extends AdminPage {
  @state() private endpoints: Endpoint[] = [];
  @state() private types: EventType[] = [];
  @state() private draft?: Draft;
  @state() private secretOf?: Endpoint;
  @state() private deliveriesOf?: string;
  @state() private tried?: { id: string; well: boolean; text: string };

  protected async load(): Promise<void> {
    this.types = (await this.client.get<List<EventType>>('/event-types')).items;
    await this.list();
    this.loaded = true;
  }

  private async list(): Promise<void> {
    this.endpoints = (await this.client.get<List<Endpoint>>('/webhook-endpoints')).items;
  }

  private edit(endpoint?: Endpoint): void {
    this.quiet();
    this.secretOf = undefined;
    this.draft = endpoint
      ? { ...endpoint, types: [...endpoint.types] }
      : { version: 0, url: '', description: '', types: ['*'] };
  }

  private async save(event: Event): Promise<void> {
    event.preventDefault();
    const { id, version, url, description, types } = this.draft!;
    const body = { url, description, types };
    await this.change(
      async () => {
        if (id) await this.client.put(`/webhook-endpoints/${id}`, body, version);
        else this.secretOf = await this.client.post<Endpoint>('/webhook-endpoints', body);
        this.draft = undefined;
        await this.list();
      },
      this.t(id ? 'webhook.saved' : 'webhook.registered'),
    );
  }

  private async act(endpoint: Endpoint, what: string, done: string, undo?: string): Promise<void> {
    const post = async (path: string, version: number) => {
      const now = await this.client.post<Endpoint>(`/webhook-endpoints/${endpoint.id}/${path}`, {}, version);
      await this.list();
      return now;
    };
    let version = endpoint.version;
    await this.change(
      async () => {
        const now = await post(what, version);
        version = now.version;
        if (now.secret) this.secretOf = now;
      },
      this.t(done),
      undo ? () => post(undo, version) : undefined,
    );
  }

  private async rotate(endpoint: Endpoint): Promise<void> {
    if (!(await this.ask(this.t('secret.rotate.ask'), this.t('secret.rotate.text'), this.t('secret.rotate'), false)))
      return;
    await this.act(endpoint, 'secret-rotations', 'secret.rotated');
  }

  private async drop(endpoint: Endpoint): Promise<void> {
    if (!(await this.ask(this.t('webhook.remove.ask'), this.t('webhook.remove.text'), this.t('delete')))) return;
    await this.change(async () => {
      await this.client.delete(`/webhook-endpoints/${endpoint.id}`, endpoint.version);
      if (this.secretOf?.id === endpoint.id) this.secretOf = undefined;
      await this.list();
    }, this.t('webhook.removed'));
  }

  private async test(endpoint: Endpoint): Promise<void> {
    this.quiet();
    await this.attempt(async () => {
      const sent = await this.client.post<Delivery>(`/webhook-endpoints/${endpoint.id}/tests`, {});
      const values = { status: sent.status ?? '', ms: sent.latencyMillis ?? '', fault: sent.faultText ?? '' };
      const key = sent.state === 'DELIVERED' ? 'test.well' : sent.status ? 'test.refused' : 'test.silent';
      this.tried = { id: endpoint.id, well: sent.state === 'DELIVERED', text: this.t(key, values) };
      await this.list();
    });
  }

  protected body() {
    const t = this.t;
    if (this.draft) return this.form(this.draft);
    return html`${this.secretOf?.secret ? this.secret(this.secretOf, this.secretOf.secret) : nothing}
      <div class="head">
        <p class="lead">${t('webhooks.lead')}</p>
        <button class="primary" data-test="new-webhook" @click=${() => this.edit()}>${t('webhook.new')}</button>
      </div>
      ${this.endpoints.length === 0 ? this.empty(t('webhooks.empty'), t('webhooks.empty.hint')) : nothing}
      ${this.endpoints.map((endpoint) => this.card(endpoint))}
      <details class="card">
        <summary>${t('eventTypes', { n: this.types.length })}</summary>
        ${this.types.map(
          (type) =>
            html`<h3 style="margin-top:14px"><code>${type.name}</code></h3>
              <span class="hint">${type.description}</span>
              <pre>${JSON.stringify(type.sample, undefined, 2)}</pre>`,
        )}
      </details>`;
  }

  private secret(endpoint: Endpoint, secret: string) {
    const t = this.t;
    return html`<section class="card" data-test="secret">
      <h2>${t('secret')}</h2>
      <p class="warn">${t('secret.once', { url: endpoint.url })}</p>
      <copy-text .locale=${this.locale} label=${t('secret')} .text=${secret}></copy-text>
      <p>${t('secret.use')}</p>
      <button @click=${() => (this.secretOf = undefined)}>${t('secret.kept')}</button>
    </section>`;
  }

  private card(e: Endpoint) {
    const t = this.t;
    const open = this.deliveriesOf === e.id;
    return html`<section class="card" data-test="webhook" aria-label=${e.url}>
      <div class="head">
        <h2>${e.url}</h2>
        <span class="badge ${STATES[e.state]}"
          ><span aria-hidden="true">${e.state === 'ACTIVE' ? '▶' : e.state === 'PAUSED' ? '❚❚' : '✕'}</span> ${t(
            `webhook.${e.state}`,
          )}</span
        >
      </div>
      ${e.description ? html`<p>${e.description}</p>` : nothing}
      ${e.offReason ? html`<p class="warn">${this.word('off.', e.offReason)} ${t('off.then')}</p>` : nothing}
      <dl>
        <dt>${t('webhook.types')}</dt>
        <dd>${e.types.map((type) => (type === '*' ? t('webhook.all') : html`<code>${type}</code> `))}</dd>
        ${
          e.consecutiveFailures
            ? html`<dt>${t('webhook.failures')}</dt>
                <dd>
                  ${t('webhook.failing', { n: e.consecutiveFailures, at: moment(this.locale, e.firstFailureAt) })}
                </dd>`
            : nothing
        }
        ${
          e.previousSecretUntil
            ? html`<dt>${t('secret.previous')}</dt>
                <dd>${t('secret.until', { at: moment(this.locale, e.previousSecretUntil) })}</dd>`
            : nothing
        }
      </dl>
      <div role="status">
        ${
          this.tried?.id === e.id
            ? html`<p data-test="tried">
                <span class="badge ${this.tried.well ? 'ok' : 'bad'}">${this.tried.well ? '✓' : '✕'}</span>
                ${this.tried.text}
              </p>`
            : nothing
        }
      </div>
      <div class="actions">
        <button data-test="test-webhook" ?disabled=${this.busy} @click=${() => this.test(e)}>
          ${t('webhook.test')}
        </button>
        <button
          data-test="deliveries"
          aria-expanded=${open ? 'true' : 'false'}
          @click=${() => (this.deliveriesOf = open ? undefined : e.id)}
        >
          ${t('deliveries')}
        </button>
        <button ?disabled=${this.busy} data-test="edit-webhook" @click=${() => this.edit(e)}>${t('edit')}</button>
        ${
          e.state === 'ACTIVE'
            ? html`<button
                ?disabled=${this.busy}
                data-test="pause"
                @click=${() => this.act(e, 'pauses', 'webhook.paused', 'resumptions')}
              >
                ${t('webhook.pause')}
              </button>`
            : html`<button
                ?disabled=${this.busy}
                data-test="resume"
                @click=${() => this.act(e, 'resumptions', 'webhook.resumed')}
              >
                ${t('webhook.resume')}
              </button>`
        }
        <button ?disabled=${this.busy} @click=${() => this.rotate(e)}>${t('secret.rotate')}</button>
        <button class="danger" data-test="remove-webhook" ?disabled=${this.busy} @click=${() => this.drop(e)}>
          ${t('delete')}
        </button>
      </div>
      ${open ? html`<webhook-deliveries ${handOn(this, 'me')} .endpoint=${e.id}></webhook-deliveries>` : nothing}
    </section>`;
  }

  private form(draft: Draft) {
    const t = this.t;
    const set = (change: Partial<Draft>) => (this.draft = { ...this.draft!, ...change });
    const all = draft.types.includes('*');
    const fault = faultAt(this.problem, '/types');
    return html`<section class="card">
      <h2>${t(draft.id ? 'webhook.edit' : 'webhook.new')}</h2>
      <form @submit=${this.save}>
        <div class="form">
          ${this.field({
            label: t('webhook.url'),
            hint: t('webhook.url.hint'),
            type: 'url',
            value: draft.url,
            pointer: '/url',
            required: true,
            wide: true,
            placeholder: 'https://',
            test: 'webhook-url',
            change: (url) => set({ url }),
          })}
          ${this.field({
            label: t('webhook.description'),
            value: draft.description,
            pointer: '/description',
            wide: true,
            maxlength: 200,
            change: (description) => set({ description }),
          })}
          <fieldset class="wide" aria-describedby=${fault ? 'types-error' : nothing}>
            <legend>${t('webhook.types')}</legend>
            <label class="check"
              ><input type="checkbox" .checked=${all} @change=${() => set({ types: all ? [] : ['*'] })} />${t(
                'webhook.all',
              )}</label
            >
            ${all ? nothing : this.choices(draft.types, (types) => set({ types }))}
            ${fault ? html`<span class="error" id="types-error">${fault}</span>` : nothing}
          </fieldset>
        </div>
        <div class="actions">
          <button class="primary" data-test="save-webhook" ?disabled=${this.busy}>${t('save')}</button>
          <button
            type="button"
            @click=${() => {
              this.quiet();
              this.draft = undefined;
            }}
          >
            ${t('cancel')}
          </button>
        </div>
      </form>
    </section>`;
  }

  /** Types by their first word; the whole of a word also brings what will be added to it later. */
  private choices(chosen: string[], set: (types: string[]) => void) {
    const groups = [...new Set(this.types.map((type) => type.name.split('.')[0]))];
    const toggle = (name: string) => {
      const on = chosen.includes(name);
      const kept = chosen.filter((c) => c !== name && !(name.endsWith('.*') && c.startsWith(name.slice(0, -1))));
      set(on ? kept : [...kept, name]);
    };
    const box = (name: string, text: unknown, covered: boolean) =>
      html`<label class="check"
        ><input
          type="checkbox"
          .checked=${covered || chosen.includes(name)}
          ?disabled=${covered}
          @change=${() => toggle(name)}
        />${text}</label
      >`;
    return groups.map((group) => {
      const whole = chosen.includes(`${group}.*`);
      return html`<div style="margin-top:12px">
        ${box(`${group}.*`, html`<strong>${group}.*</strong>`, false)}
        <div class="checks" style="margin-inline-start:25px">
          ${this.types
            .filter((type) => type.name.startsWith(`${group}.`))
            .map((type) => box(type.name, html`<span title=${type.description}>${type.name}</span>`, whole))}
        </div>
      </div>`;
    });
  }
}
