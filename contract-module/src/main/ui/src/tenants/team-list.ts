import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { faultAt } from '../shell/field.js';
import type { List } from '../shell/model.js';
import { AdminPage } from './page.js';
import type { Person } from './person.js';

export interface Team {
  id: string;
  version: number;
  name: string;
  lead?: string;
  members: string[];
}
type Draft = Omit<Team, 'id'> & { id?: string };

/** People who see each other's work. */
@customElement('team-list')
export class TeamList extends AdminPage {
  @state() private teams: Team[] = [];
  @state() private people: Person[] = [];
  @state() private draft?: Draft;

  protected async load(): Promise<void> {
    const [teams, people] = await Promise.all([
      this.client.get<List<Team>>('/teams'),
      this.client.get<List<Person>>('/people?limit=200'),
    ]);
    this.teams = teams.items;
    this.people = people.items;
    this.loaded = true;
  }

  private nameOf(userId?: string): string {
    return this.people.find((p) => p.userId === userId)?.name ?? userId ?? '–';
  }

  private async save(event: Event): Promise<void> {
    event.preventDefault();
    const { id, version, name, lead, members } = this.draft!;
    const body = { name, lead: lead || undefined, members };
    await this.change(async () => {
      if (id) await this.client.put(`/teams/${id}`, body, version);
      else await this.client.post('/teams', body);
      this.draft = undefined;
      await this.load();
    }, this.t('team.saved'));
  }

  private async drop(team: Team): Promise<void> {
    if (!(await this.ask(this.t('team.remove.ask', { name: team.name }), this.t('team.remove.text'), this.t('delete'))))
      return;
    await this.change(async () => {
      await this.client.delete(`/teams/${team.id}`, team.version);
      await this.load();
    }, this.t('team.removed'));
  }

  protected body() {
    const t = this.t;
    if (this.draft) return this.form(this.draft);
    return html`<div class="head">
        <p class="lead">${t('teams.lead')}</p>
        ${
          this.isAdmin
            ? html`<button
                class="primary"
                data-test="new-team"
                @click=${() => (this.draft = { version: 0, name: '', members: [] })}
              >
                ${t('team.new')}
              </button>`
            : nothing
        }
      </div>
      ${this.teams.length === 0 ? this.empty(t('teams.empty'), t('teams.empty.hint')) : nothing}
      ${this.teams.map(
        (team) =>
          html`<section class="card" data-test="team" aria-label=${team.name}>
            <h2>${team.name}</h2>
            <dl>
              <dt>${t('team.lead')}</dt>
              <dd>${this.nameOf(team.lead)}</dd>
              <dt>${t('team.members')}</dt>
              <dd>${team.members.map((id) => this.nameOf(id)).join(t('comma')) || '–'}</dd>
            </dl>
            ${
              this.isAdmin
                ? html`<div class="actions">
                    <button ?disabled=${this.busy} @click=${() => (this.draft = { ...team })}>${t('edit')}</button>
                    <button
                      class="danger"
                      data-test="remove-team"
                      ?disabled=${this.busy}
                      @click=${() => this.drop(team)}
                    >
                      ${t('delete')}
                    </button>
                  </div>`
                : nothing
            }
          </section>`,
      )}`;
  }

  private form(draft: Draft) {
    const t = this.t;
    const set = (change: Partial<Draft>) => (this.draft = { ...this.draft!, ...change });
    const toggle = (id: string) =>
      set({
        members: draft.members.includes(id) ? draft.members.filter((m) => m !== id) : [...draft.members, id],
      });
    const fault = faultAt(this.problem, '/members');
    return html`<section class="card">
      <h2>${t(draft.id ? 'team.edit' : 'team.new')}</h2>
      <form @submit=${this.save}>
        <div class="form">
          ${this.field({
            label: t('team.name'),
            value: draft.name,
            pointer: '/name',
            required: true,
            maxlength: 200,
            test: 'team-name',
            change: (name) => set({ name }),
          })}
          ${this.field({
            label: t('team.lead'),
            value: draft.lead ?? '',
            pointer: '/lead',
            options: [['', t('none')], ...this.people.map((p): [string, string] => [p.userId, p.name])],
            test: 'team-lead',
            change: (lead) => set({ lead }),
          })}
          <fieldset class="wide">
            <legend>${t('team.members')}</legend>
            <div class="checks">
              ${this.people.map(
                (p) =>
                  html`<label class="check"
                    ><input
                      type="checkbox"
                      .checked=${draft.members.includes(p.userId)}
                      @change=${() => toggle(p.userId)}
                    />${p.name}</label
                  >`,
              )}
            </div>
            ${fault ? html`<span class="error">${fault}</span>` : nothing}
          </fieldset>
        </div>
        <div class="actions">
          <button class="primary" data-test="save-team" ?disabled=${this.busy}>${t('save')}</button>
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
}
