import { SetupError } from '../errors.ts'
import { describe, isObject } from './handle.ts'

/**
 * What a value must be, in words, and whether it is; then the rules of what it holds: of each option
 * by its name, or one rule for every item of a list and every value of a map.
 */
export type Rule = readonly [
  expected: string,
  holds: (value: never) => unknown,
  inner?: Rules | Rule,
]

/** The rules of an object of options, by the names of the options. */
export interface Rules {
  readonly [name: string]: Rule
}

/** Rules for each option of a type, the optional ones too. */
export type RulesOf<Options> = { readonly [Name in keyof Required<Options>]: Rule }

/**
 * Throws a `SetupError` for a value that is not what it must be, or that holds an option which does
 * not exist. An option that is undefined is as good as left out. The error has the path of the value
 * and what kind of value came, never the value, which may be a secret.
 */
export function assertRule(path: string, value: unknown, [expected, holds, inner]: Rule): void {
  if (!holds(value as never)) {
    const names = inner && !isRule(inner) ? ` { ${Object.keys(inner).join(', ')} }` : ''
    throw invalidOption(path, `must be ${expected}${names}. Received ${describe(value)}`)
  }
  if (!inner || !isObject(value)) return
  for (const [name, item] of Object.entries(value)) {
    const at = `${path}.${name}`
    if (isRule(inner)) {
      assertRule(at, item, inner)
      continue
    }
    const rule = Object.hasOwn(inner, name) ? inner[name] : undefined
    if (!rule) throw invalidOption(at, `does not exist. ${hint(name, inner)}`)
    if (item !== undefined) assertRule(at, item, rule)
  }
}

/** The same for a whole object of options. */
export function assertOptions(path: string, options: unknown, rules: Rules): void {
  assertRule(path, options, [plain, isPlainObject, rules])
}

/** The error for a wrong option. */
export function invalidOption(path: string, problem: string): SetupError {
  return new SetupError('INVALID_OPTIONS', `${path} ${problem}`)
}

/** What an object of options must be. */
export const plain = 'a plain object'

/**
 * Whether a value is an object as `{}` makes it: another may inherit options, which no one checks.
 */
export function isPlainObject(value: unknown): boolean {
  if (!isObject(value)) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

export const isBoolean = (value: unknown): boolean => typeof value === 'boolean'
export const isFunction = (value: unknown): boolean => typeof value === 'function'

/** Whether a value is a whole number that is not less than another. */
export function isWhole(value: unknown, least: number): boolean {
  return Number.isInteger(value) && Number(value) >= least
}

/** Whether a value is a text of some form. */
export function matches(value: unknown, form: RegExp): boolean {
  return typeof value === 'string' && form.test(value)
}

/** Options over their defaults, without those that are undefined. */
export function withDefaults<Options extends object>(
  defaults: Options,
  options?: Partial<Options>,
): Options {
  const all = { ...defaults }
  for (const name in options) if (options[name] !== undefined) all[name] = options[name]
  return all
}

function isRule(inner: Rules | Rule): inner is Rule {
  return Array.isArray(inner)
}

function hint(name: string, rules: Rules): string {
  const names = Object.keys(rules)
  const near = names.find((known) => cuts(known).some((cut) => cuts(name).includes(cut)))
  return `${near ? `Did you mean ${near}? ` : ''}The options are ${names.join(', ')}`
}

/** A name, and it without each of its letters: two that share one differ by a slip of the finger. */
function cuts(name: string): string[] {
  const folded = name.toLowerCase()
  return [folded, ...[...folded].map((_, at) => folded.slice(0, at) + folded.slice(at + 1))]
}
