/** What a model expects of a call: who has it, or the name of its error. */
export type Expected = string

interface Secret {
  text: string
  userId: string
  expires: number
  /** Of a code. */
  attempts: number
}

export const users = ['anna', 'berta'] as const
export const life = 1_000
export const mostAttempts = 3

/** One-time secrets as the rules have them. */
export class SecretsModel {
  /** By purpose and user. */
  readonly secrets = new Map<string, Secret>()
  now = 0

  issue(purpose: string, userId: string, text: string): void {
    const expires = this.now + life
    this.secrets.set(`${purpose} ${userId}`, { text, userId, expires, attempts: 0 })
  }

  redeem(purpose: string, text: string, userId?: string): Expected {
    const isCode = userId !== undefined
    for (const [place, secret] of this.secrets) {
      if (!place.startsWith(`${purpose} `) || secret.expires <= this.now) continue
      if (isCode) {
        if (secret.userId !== userId || secret.attempts === mostAttempts) continue
        secret.attempts++
      }
      if (secret.text !== text) continue
      this.secrets.delete(place)
      return secret.userId
    }
    return 'INVALID_TOKEN'
  }

  deleteUser(userId: string): void {
    for (const place of this.secrets.keys()) {
      if (place.endsWith(` ${userId}`)) this.secrets.delete(place)
    }
  }

  deleteExpired(): number {
    const over = [...this.secrets].filter(([, { expires }]) => expires < this.now)
    for (const [place] of over) this.secrets.delete(place)
    return over.length
  }
}

export const free = 1
export const waits = [1, 5]
const day = 86_400_000

/** A throttle as the rules have it. */
export class ThrottleModel {
  readonly names = new Map<string, { failures: number; failedAt: number }>()
  now = 0

  /** How many seconds are left to wait; else what is left of the work is counted. */
  guard(names: string[], succeeds: boolean): Expected {
    const left = names.map((name) => this.left(name))
    const wait = Math.max(...left)
    if (wait > 0) return `wait ${Math.ceil(wait / 1_000)}`
    for (const name of new Set(names)) {
      const before = this.names.get(name)
      const isOld = before === undefined || before.failedAt < this.now - day
      const failures = isOld ? 1 : before.failures + 1
      if (succeeds) this.names.delete(name)
      else this.names.set(name, { failures, failedAt: this.now })
    }
    return succeeds ? 'done' : 'failed'
  }

  deleteExpired(): number {
    const over = [...this.names].filter(([, { failedAt }]) => failedAt < this.now - day)
    for (const [name] of over) this.names.delete(name)
    return over.length
  }

  private left(name: string): number {
    const { failures, failedAt } = this.names.get(name) ?? { failures: 0, failedAt: 0 }
    const beyond = failures - free
    if (beyond <= 0) return 0
    const wait = 1_000 * Number(waits[Math.min(beyond, waits.length) - 1])
    return failedAt - this.now > wait ? 0 : Math.min(failedAt + wait - this.now, wait)
  }
}
