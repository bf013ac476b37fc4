import { LitElement, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { catalogue, moment } from '../shell/i18n.js';
import type { Contract } from '../shell/model.js';
import { style } from '../shell/style.js';

/** Who has to agree, who has, and to which content. */
@customElement('approval-track')
export class ApprovalTrack extends LitElement {
  static override styles = style;
  @property() locale = 'en';
  @property({ attribute: false }) approval?: Contract['approval'];

  override render() {
    const t = catalogue(this.locale);
    const approval = this.approval;
    if (!approval) return html`<p class="muted">${t('approval.none')}</p>`;
    return html`<p>
        ${t('approval.round', { round: approval.round })} ·
        <span class="badge ${approval.state.toLowerCase()}">${t(`approval.${approval.state}`)}</span> ·
        ${t('submittedBy', { name: approval.submittedBy })}, ${moment(this.locale, approval.submittedAt)}
      </p>
      <div class="lanes">
        ${approval.tasks.map(
          (task) =>
            html`<section class="lane">
              <h2>${t(`lane.${task.lane}`)}</h2>
              <span class="badge ${task.state.toLowerCase()}">${t(`task.${task.state}`)}</span>
              ${
                task.decidedBy
                  ? html`<div>${task.decidedBy}</div>
                      <div class="muted">${moment(this.locale, task.decidedAt)}</div>`
                  : nothing
              }
              ${task.comment ? html`<q>${task.comment}</q>` : nothing}
            </section>`,
        )}
      </div>
      ${
        approval.contentHash
          ? html`<p class="muted">${t('boundTo')} <code>SHA-256 ${approval.contentHash}</code></p>`
          : nothing
      }`;
  }
}
