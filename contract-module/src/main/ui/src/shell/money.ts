export interface Money {
  amount: string;
  currency: string;
}

const scale = (currency: string) =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** Minor units of a decimal text, exactly; undefined if it is no amount of this currency. Never a float. */
export function minor(text: string, currency: string): bigint | undefined {
  const digits = scale(currency);
  const match = /^\s*(-?)([\d,，]+)(?:\.(\d*))?\s*$/.exec(text);
  if (!match || (match[3] ?? '').length > digits) return undefined;
  const whole = match[2].replace(/[,，]/g, '');
  const value = BigInt(whole + (match[3] ?? '').padEnd(digits, '0'));
  return match[1] ? -value : value;
}

export function decimal(value: bigint, currency: string): string {
  const digits = scale(currency);
  const sign = value < 0n ? '-' : '';
  const text = (value < 0n ? -value : value).toString().padStart(digits + 1, '0');
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** An amount for people. The text goes to Intl as it is: it formats decimal strings exactly. */
export function shown(locale: string, money?: Money): string {
  if (!money) return '–';
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency: money.currency });
  return format.format(money.amount as unknown as number);
}
