import { html, type TemplateResult } from 'lit';
import type { Api } from '../shell/api.js';
import { dayInput } from '../shell/day-input.js';
import type { Text } from '../shell/i18n.js';
import type { Contract } from '../shell/model.js';

interface Dialog {
  fields(t: Text, contract: Contract): TemplateResult;
  send(api: Api, contract: Contract, form: FormData): Promise<unknown>;
}

const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
const text = (form: FormData, name: string) => String(form.get(name) ?? '').trim();
const path = (contract: Contract) => `/contracts/${contract.id}`;

const withReason = (what: string): Dialog => ({
  fields: (t) => html`<label class="wide">${t('reason')}<textarea name="reason" required rows="3"></textarea></label>`,
  send: (api, contract, form) =>
    api.post(`${path(contract)}/${what}`, { reason: text(form, 'reason') }, contract.version),
});

/** The steps that ask for something before they are taken, by action name. */
export const dialogs: Record<string, Dialog> = {
  withdraw: withReason('withdrawals'),
  cancel: withReason('cancellations'),
  voidSigning: {
    fields: (t) =>
      html`<label class="wide">${t('reason')}<textarea name="reason" required rows="3"></textarea></label>`,
    send: (api, contract, form) =>
      api.delete(
        `${path(contract)}/envelopes/current?reason=${encodeURIComponent(text(form, 'reason'))}`,
        contract.version,
      ),
  },
  registerSigning: {
    fields: (t) =>
      html` <label class="wide"
          >${t('scan')}<input type="file" name="scan" accept=".pdf,.png,.jpg,.jpeg" required data-test="scan"
        /></label>
        ${['OURS', 'COUNTERPARTY'].map(
          (side) =>
            html`<h2 class="wide">${t(`side.${side}`)}</h2>
              <label>${t('signatory')}<input name="name-${side}" required data-test="name-${side}" /></label>
              <label>${t('position')}<input name="title-${side}" /></label>
              <label
                >${t('signedOn')}${dayInput({ name: `on-${side}`, required: true, max: today(), value: today() })}</label
              >`,
        )}`,
    async send(api, contract, form) {
      const scan = form.get('scan') as File;
      const document = await api.upload<{ id: string }>(
        `${path(contract)}/documents?kind=SIGNED_SCAN&name=${encodeURIComponent(scan.name)}`,
        scan,
        contract.version,
      );
      // The upload is a change of its own, with a version of its own.
      const now = await api.get<Contract>(path(contract));
      await api.post(
        `${path(contract)}/signings`,
        {
          documentId: document.id,
          signatories: ['OURS', 'COUNTERPARTY'].map((side) => ({
            side,
            name: text(form, `name-${side}`),
            title: text(form, `title-${side}`) || undefined,
            signedOn: text(form, `on-${side}`),
          })),
        },
        now.version,
      );
    },
  },
  recordReceipt: {
    fields: (t, contract) =>
      html` <label class="wide"
          >${t('instalment')}<select name="payment" data-test="payment">
            ${contract.payments
              .filter((p) => p.status !== 'PAID')
              .map((p) => html`<option value=${p.id}>${p.name} · ${p.amount?.amount} ${p.amount?.currency}</option>`)}
          </select></label
        >
        <label
          >${t('amount')}<input
            name="amount"
            required
            inputmode="decimal"
            data-test="receipt-amount"
            .value=${contract.payments.find((p) => p.status !== 'PAID')?.amount?.amount ?? ''}
        /></label>
        <label>${t('receivedOn')}${dayInput({ name: 'on', required: true, max: today(), value: today() })}</label>
        <label>${t('reference')}<input name="reference" /></label>`,
    send: (api, contract, form) =>
      api.post(
        `${path(contract)}/receipts`,
        {
          paymentId: text(form, 'payment'),
          amount: { amount: text(form, 'amount'), currency: contract.amount!.currency },
          receivedOn: text(form, 'on'),
          reference: text(form, 'reference') || undefined,
        },
        contract.version,
      ),
  },
  close: {
    fields: (t) =>
      html` <label
          >${t('score')}<select name="score">
            ${[5, 4, 3, 2, 1].map((n) => html`<option>${n}</option>`)}
          </select></label
        >
        <label class="wide"
          >${t('summary')}<textarea name="summary" required rows="3" data-test="summary"></textarea>
        </label>`,
    send: (api, contract, form) =>
      api.post(
        `${path(contract)}/closures`,
        { score: Number(text(form, 'score')), summary: text(form, 'summary') },
        contract.version,
      ),
  },
  archive: {
    fields: (t) =>
      html` <label>${t('cabinet')}<input name="cabinet" required data-test="cabinet" /></label>
        <label>${t('box')}<input name="box" required data-test="box" /></label>
        <label>${t('slot')}<input name="slot" required data-test="slot" /></label>
        <label>${t('copies')}<input name="copies" type="number" min="1" max="99" required .value=${'1'} /></label>`,
    send: (api, contract, form) =>
      api.post(
        `${path(contract)}/archivings`,
        {
          cabinet: text(form, 'cabinet'),
          box: text(form, 'box'),
          slot: text(form, 'slot'),
          copies: Number(text(form, 'copies')),
        },
        contract.version,
      ),
  },
};
