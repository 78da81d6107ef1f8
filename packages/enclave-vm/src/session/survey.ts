import { MAX_DEPTH } from '../kernel/wire.ts';

/** A look at how values are to be encoded, before that is done. */
export interface Survey {
  /** Objects met so far, this look's and those before it. */
  readonly seen: Set<object>;
  /** The same in their order, but of this look alone. */
  readonly met: object[];
  /**
   * `JSON.stringify` writes all of it without losing anything: no `undefined`, no `-0`, no class instance, no cycle, no
   * object that occurs twice.
   */
  plain: boolean;
  /** Units of text that may still come, roughly; below zero the rest is not looked at. */
  left: number;
}

export const startSurvey = (seen: Set<object>, units: number): Survey => ({ seen, met: [], plain: true, left: units });

/** Where there is no bound there is nothing more to be found out. */
function becomeRich(survey: Survey): void {
  survey.plain = false;
  if (survey.left === Number.POSITIVE_INFINITY) survey.left = -1;
}

/** Looks at one more value. Never throws: what cannot be read is not plain. */
export function look(survey: Survey, value: unknown, depth = 0): void {
  try {
    visit(survey, value, depth);
  } catch {
    becomeRich(survey);
  }
}

/** Forgets the objects that were met since there were so many. */
export function forget({ seen, met }: Survey, count: number): void {
  for (let i = count; i < met.length; i++) seen.delete(met[i] as object);
  met.length = count;
}

const SCALAR_UNITS = 4;

function visit(survey: Survey, value: unknown, depth: number): void {
  survey.left -= SCALAR_UNITS;
  switch (typeof value) {
    case 'string':
      survey.left -= value.length;
      return;
    case 'boolean':
      return;
    case 'number':
      if (!Number.isFinite(value) || Object.is(value, -0)) becomeRich(survey);
      return;
    case 'object':
      if (value !== null) visitObject(survey, value, depth);
      return;
    default:
      becomeRich(survey);
  }
}

function visitObject(survey: Survey, value: object, depth: number): void {
  if (depth >= MAX_DEPTH || survey.seen.has(value)) {
    becomeRich(survey);
    return;
  }
  survey.seen.add(value);
  survey.met.push(value);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (Array.isArray(value)) {
    if (prototype !== Array.prototype) becomeRich(survey);
    // A hole reads as `undefined`, which is not plain.
    for (let i = 0; i < value.length && survey.left >= 0; i++) visit(survey, value[i], depth + 1);
    return;
  }
  const instance = prototype !== Object.prototype && prototype !== null;
  if (instance || Object.hasOwn(value, 'toJSON')) becomeRich(survey);
  if (value instanceof Map) visitEntries(survey, value.entries(), depth);
  else if (value instanceof Set) visitEntries(survey, value.values(), depth);
  // Bytes are written by native code, fast, however many.
  else if (!ArrayBuffer.isView(value)) visitKeys(survey, value as Readonly<Record<string, unknown>>, depth);
}

function visitKeys(survey: Survey, record: Readonly<Record<string, unknown>>, depth: number): void {
  for (const key of Object.keys(record)) {
    if (survey.left < 0) return;
    survey.left -= key.length;
    visit(survey, record[key], depth + 1);
  }
}

function visitEntries(survey: Survey, entries: Iterable<unknown>, depth: number): void {
  for (const entry of entries) {
    visit(survey, entry, depth + 1);
    if (survey.left < 0) return;
  }
}
