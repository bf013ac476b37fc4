import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ModuleElement } from '../shell/element.js';
import { handOn } from '../shell/hand-on.js';

/** The administration of a tenant; all of it is fetched only where the element stands on a page. */
@customElement('tenant-admin')
export class TenantAdmin extends ModuleElement {
  @property() page = 'overview';
  @state() private here = false;

  protected async load(): Promise<void> {
    await import('./admin-frame.js');
    this.here = true;
  }

  override render() {
    if (!this.here) return this.problem ? this.problemBox() : nothing;
    return html`<admin-frame .page=${this.page} ${handOn(this)}></admin-frame>`;
  }
}
