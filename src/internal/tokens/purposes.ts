import { describe } from '../handle.ts'
import { assertRule, invalidOption, isPlainObject, isWhole, type Rule } from '../rules.ts'

/** What a purpose's secrets are. */
export type Purpose = LinkPurpose | CodePurpose

/** Secrets for a link: 40 characters of a-z and 0-9. */
export interface LinkPurpose {
  /** How long one is valid, in milliseconds. */
  expiresIn: number
  digits?: undefined
  attempts?: undefined
}

/** Codes to type in. */
export interface CodePurpose {
  /** How long one is valid, in milliseconds. */
  expiresIn: number
  /** How many digits it has: 6 to 12. */
  digits: number
  /** How many guesses are looked at before the code is over: 5 by default. */
  attempts?: number | undefined
}

const rules: Rule = [
  'a plain object of purposes, such as { reset: { expiresIn: 3_600_000 } }',
  isPlainObject,
  [
    'a plain object { expiresIn, digits, attempts }',
    isPlainObject,
    {
      expiresIn: [
        'a number of milliseconds above 0',
        (value: unknown) => Number.isFinite(value) && Number(value) > 0,
      ],
      digits: ['a whole number from 6 to 12', (value) => isWhole(value, 6) && Number(value) <= 12],
      attempts: ['a whole number above 0', (value) => isWhole(value, 1)],
    },
  ],
]

/** Throws a `SetupError` unless every purpose says what it must. */
export function assertPurposes(purposes: Readonly<Record<string, Purpose>>): void {
  assertRule('purposes', purposes, rules)
  for (const [name, { expiresIn, digits, attempts }] of Object.entries(purposes)) {
    if (!/^[\w-]{1,64}$/.test(name)) {
      throw invalidOption(
        `purposes.${name}`,
        'must have a name of at most 64 letters, digits, _ and -',
      )
    }
    if (expiresIn === undefined) throw invalidOption(`purposes.${name}.expiresIn`, 'is missing')
    if (attempts !== undefined && digits === undefined) {
      throw invalidOption(
        `purposes.${name}.attempts`,
        'is for codes, which say how many digits they have',
      )
    }
  }
}

/** A purpose by its name. Throws a `TypeError` for one that there is not. */
export function purposeOf(purposes: Readonly<Record<string, Purpose>>, name: unknown): Purpose {
  const purpose =
    typeof name === 'string' && Object.hasOwn(purposes, name) ? purposes[name] : undefined
  if (purpose) return purpose
  const known = Object.keys(purposes).join(', ')
  throw new TypeError(`purpose must be one of ${known}. Received ${describe(name)}`)
}
