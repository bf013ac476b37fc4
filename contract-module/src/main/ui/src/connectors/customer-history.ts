import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { moment } from '../shell/i18n.js';
import type { List } from '../shell/model.js';
import { ModuleElement } from '../shell/element.js';
import { style } from '../shell/style.js';
import { adminStyle } from '../tenants/style.js';
import type { CustomerEvent } from './model.js';
import { connectorStyle } from './part.js';
import './texts.js';

/** What happened to a customer, the newest first. */
@customElement('customer-history')
export class CustomerHistory extends ModuleElement {
  static override styles = [style, adminStyle, connectorStyle];

  @property({ attribute: 'customer-id' }) customerId = '';
  @state() private events?: CustomerEvent[];

  protected async load(): Promise<void> {
    this.events = (await this.client.get<List<CustomerEvent>>(`/customers/${this.customerId}/history`)).items;
  }

  private word(prefix: string, name: string): string {
    const text = this.t(prefix + name);
    return text === prefix + name ? name : text;
  }

  private value(value: string | undefined) {
    return value
      ? html`<bdi class="value">${value}</bdi>`
      : html`<span class="none">${this.t('crm.value.none')}</span>`;
  }

  override render() {
    const t = this.t;
    if (!this.events) return this.problem ? this.problemBox() : html`<p class="muted">${t('loading')}</p>`;
    return html`${this.problemBox()}
      <div class="scroll" tabindex="0" role="region" aria-label=${t('customer.history')}>
        <table data-test="history">
          <thead>
            <tr>
              <th scope="col">${t('customer.history.at')}</th>
              <th scope="col">${t('customer.history.by')}</th>
              <th scope="col">${t('customer.history.what')}</th>
              <th scope="col">${t('customer.history.before')}</th>
              <th scope="col">${t('customer.history.after')}</th>
            </tr>
          </thead>
          <tbody>
            ${this.events.map((event) => this.row(event))}
          </tbody>
        </table>
      </div>`;
  }

  private row(event: CustomerEvent) {
    const valued = event.action === 'read' || event.action === 'sent';
    const fields = event.fields.map((field) => this.word('crm.field.', field)).join(', ');
    return html`<tr data-test="event">
      <td class="short">${moment(this.locale, event.at)}</td>
      <td>
        <bdi>${event.by ?? this.t('customer.erased')}</bdi>
        ${event.kind === 'CONNECTION' ? html`<span class="badge">CRM</span>` : nothing}
      </td>
      <td>
        ${this.word('customer.event.', event.action)}${fields ? html`: ${fields}` : nothing}
        ${event.other ? html`<div class="muted"><bdi>${event.other}</bdi></div>` : nothing}
      </td>
      <td>${valued ? this.value(event.before) : nothing}</td>
      <td>${valued ? this.value(event.after) : nothing}</td>
    </tr>`;
  }
}
