import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { ApiProblem } from '../shell/api.js';
import '../shell/copy-text.js';
import { moment } from '../shell/i18n.js';
import type { Channel, Status } from './model.js';
import { ConnectionPart, ago, look } from './part.js';
import { providerName } from './providers.js';

/** How each state of the way looks; the tile of the overview says the same in words. */
const LOOKS: Record<Channel['state'], string> = {
  NO_ADDRESS: 'SKIPPED',
  BY_HAND: 'LESS',
  OPEN: 'DONE',
  CLOSED: 'PAUSED',
  FAILED: 'FAILED',
};

/** CRMs whose channel the product opens by itself; at the others an administrator enters our address. */
const OPENED_BY_US = ['zoho'];

interface Address {
  address: string;
  version: number;
}

/** Whether the CRM's notices reach us, and the address by which they do. */
@customElement('notice-way')
export class NoticeWay extends ConnectionPart {
  @state() private channel?: Channel;
  @state() private address?: Address;
  /** The operator has not said where CRMs reach the product. */
  @state() private nowhere = false;

  private get byHand(): boolean {
    return !OPENED_BY_US.includes(this.connection.provider);
  }

  protected async load(): Promise<void> {
    this.channel = (await this.client.get<Status>(`${this.base}/status`)).channel;
    if (this.isAdmin && this.byHand) await this.readAddress();
    this.loaded = true;
  }

  private async readAddress(): Promise<void> {
    try {
      this.address = await this.client.get<Address>(`${this.base}/notice-address`);
      this.nowhere = false;
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.code !== 'PUBLIC_ADDRESS_NOT_SET') throw error;
      this.address = undefined;
      this.nowhere = true;
    }
  }

  private async renew(): Promise<void> {
    const t = this.t;
    const crm = providerName(this.connection.provider);
    if (!(await this.ask(t('crm.notice.renew.ask'), t('crm.notice.renew.text', { crm }), t('crm.notice.renew'))))
      return;
    await this.change(
      async () => {
        await this.client.post(`${this.base}/notice-address/renewals`, {});
        await this.load();
      },
      t('crm.notice.renewed', { crm }),
    );
  }

  protected body() {
    const channel = this.channel;
    if (!channel) return nothing;
    const t = this.t;
    const crm = providerName(this.connection.provider);
    return html`<section class="card" data-test="notice-way">
      <div class="head">
        <h3>${t('crm.channel')}</h3>
        ${look(this.lookOf(channel), this.stateName(channel))}
      </div>
      <p>${t(this.byHand ? 'crm.notice.lead.hand' : 'crm.notice.lead', { crm })}</p>
      <dl>
        <dt>${t('crm.notice.last')}</dt>
        <dd data-test="last-notice">
          ${
            channel.lastNoticeAt
              ? html`${ago(this.locale, channel.lastNoticeAt)}
                  <span class="hint">${moment(this.locale, channel.lastNoticeAt)}</span>`
              : t('crm.notice.none')
          }
        </dd>
        ${
          channel.state === 'OPEN' && channel.openUntil
            ? html`<dt>${t('crm.notice.until')}</dt>
                <dd>
                  ${moment(this.locale, channel.openUntil)}<span class="hint">${t('crm.notice.until.hint')}</span>
                </dd>`
            : nothing
        }
      </dl>
      ${
        channel.state === 'FAILED'
          ? html`<p class="warn">
              <strong
                >${channel.problemCode ? this.word('crm.cause.', channel.problemCode) : t('crm.channel.FAILED')}</strong
              >
              ${t('crm.channel.FAILED.hint')}
            </p>`
          : nothing
      }
      ${this.isAdmin && this.byHand ? this.toEnter(crm) : nothing}
    </section>`;
  }

  /** Before the first notice nobody knows whether the address was entered. */
  private lookOf(channel: Channel): string {
    return channel.state === 'BY_HAND' && channel.lastNoticeAt ? 'DONE' : LOOKS[channel.state];
  }

  private stateName(channel: Channel): string {
    return channel.state === 'BY_HAND'
      ? this.t(channel.lastNoticeAt ? 'crm.notice.works' : 'crm.notice.waits')
      : this.t(`crm.channel.${channel.state}`);
  }

  private toEnter(crm: string) {
    const t = this.t;
    if (this.nowhere) return html`<p class="warn" data-test="no-address">${t('crm.notice.nowhere')}</p>`;
    if (!this.address) return nothing;
    return html`<h4 style="margin:14px 0 6px">${t('crm.notice.address', { crm })}</h4>
      <copy-text
        data-test="notice-address"
        .locale=${this.locale}
        label=${t('crm.notice.address', { crm })}
        .text=${this.address.address}
      ></copy-text>
      <p class="hint">${this.t(`crm.notice.enter.${this.connection.provider}`)}</p>
      <div class="actions">
        <button data-test="renew-address" ?disabled=${this.busy} @click=${() => this.renew()}>
          ${t('crm.notice.renew')}
        </button>
        <span class="hint">${t('crm.notice.renew.hint')}</span>
      </div>`;
  }
}
