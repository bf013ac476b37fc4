import { noChange } from 'lit';
import { Directive, directive, type ElementPart } from 'lit/directive.js';
import type { ModuleElement } from './element.js';

/** What each element of the module needs, and more of its parent's properties by name. */
export function handedOn<T extends ModuleElement>(from: T, ...more: (keyof T)[]): Partial<T> {
  const needed: (keyof T)[] = ['locale', 'api', 'token', 'getToken', ...more];
  return Object.fromEntries(needed.map((name) => [name, from[name]])) as Partial<T>;
}

class HandOn extends Directive {
  override render(_properties: object): unknown {
    return noChange;
  }

  override update({ element }: ElementPart, [properties]: [object]): unknown {
    Object.assign(element, properties);
    return noChange;
  }
}

const properties = directive(HandOn);

/** Gives that to an element in a template: `<part ${handOn(this, 'me')}></part>`. */
export function handOn<T extends ModuleElement>(from: T, ...more: (keyof T)[]): unknown {
  return properties(handedOn(from, ...more));
}
