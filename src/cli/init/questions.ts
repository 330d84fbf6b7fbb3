import { isCancel, select } from '@clack/prompts'
import { Failure } from '../failure.ts'

/** Thrown when ctrl-C answers a question. */
export class Cancelled extends Error {}

/** One thing that the command may have to be told. */
interface Question {
  /** The flag that answers it, without the hyphens. */
  flag: string
  message: string
  /** The values to choose from, with what is said of each. */
  choices: Readonly<Record<string, string>>
  /** The answer for `--yes`. */
  byDefault?: string
}

/** Asks in a terminal what flags and the project leave open; elsewhere it notes what is missing. */
export class Questions {
  readonly #missing: string[] = []
  readonly #flags: Readonly<Record<string, unknown>>
  readonly #isTerminal: boolean

  constructor(flags: Readonly<Record<string, unknown>>, isTerminal: boolean) {
    this.#flags = flags
    this.#isTerminal = isTerminal
  }

  /** The flag's value; undefined when it was not given. Throws a `Failure` for none of its choices. */
  flag(name: string, choices?: Readonly<Record<string, string>>): string | undefined {
    const value = this.#flags[name]
    if (typeof value !== 'string') return undefined
    if (choices && !Object.hasOwn(choices, value)) {
      const known = Object.keys(choices).join(', ')
      throw new Failure(`--${name} must be one of ${known}. Received ${JSON.stringify(value)}`)
    }
    if (value.trim() === '') throw new Failure(`--${name} must have a value`)
    return value
  }

  /** Whether a flag without a value was given. */
  isSet(name: string): boolean {
    return this.#flags[name] === true
  }

  async ask(question: Question): Promise<string> {
    const { flag, message, choices, byDefault } = question
    const given = this.flag(flag, choices)
    if (given !== undefined) return given
    if (!this.#isTerminal || this.isSet('yes')) {
      const values = Object.keys(choices)
      if (byDefault === undefined) this.#missing.push(`--${flag} ${values.join('|')}`)
      return byDefault ?? values[0] ?? ''
    }
    const options = Object.entries(choices).map(([value, says]) => ({
      value,
      label: says ? `${value}: ${says}` : value,
    }))
    const initial = byDefault && { initialValue: byDefault }
    const answer = await select({ message, options, ...initial })
    if (isCancel(answer)) throw new Cancelled()
    return answer
  }

  /** Throws a `Failure` that names the flags without which it cannot go on. */
  assertAnswered(): void {
    const mayWrite = this.#isTerminal || this.isSet('yes') || this.isSet('dry-run')
    const missing = [...this.#missing, ...(mayWrite ? [] : ['--yes'])]
    if (missing.length > 0) {
      throw new Failure(
        `Nothing is asked with --yes or without a terminal: give ${missing.join(', ')}`,
      )
    }
  }

  /** Throws a `Failure` for one of some flags that was given, which has no use for a reason. */
  refuse(flags: string[], reason: string): void {
    const given = flags.find((name) => this.isSet(name) || this.flag(name) !== undefined)
    if (given) throw new Failure(`--${given} ${reason}`)
  }
}
