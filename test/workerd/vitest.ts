import { chai, JestAsymmetricMatchers, JestChaiExpect, JestExtend } from '@vitest/expect'

// What stands in for vitest in a bundled Worker, where vitest itself cannot run: as much of it as the
// conformance suite uses, with vitest's own matchers.

chai.use(JestExtend)
chai.use(JestChaiExpect)
chai.use(JestAsymmetricMatchers)

export const { expect } = chai

type Body = () => Promise<void>
type Hook = () => void
interface Scope {
  name: string
  hooks: Hook[]
}

let scopes: Scope[] = []
let cases = new Map<string, Body>()

/** The tests that `define` makes, by their full names. */
export function collect(define: () => void): ReadonlyMap<string, Body> {
  scopes = []
  cases = new Map()
  define()
  return cases
}

export function describe(name: string, define: () => void): void {
  scopes.push({ name, hooks: [] })
  define()
  scopes.pop()
}

export function afterEach(hook: Hook): void {
  scopes.at(-1)?.hooks.push(hook)
}

export function it(name: string, body: Body): void {
  const hooks = scopes.map((scope) => scope.hooks)
  const path = [...scopes.map((scope) => scope.name), name].join(' > ')
  if (cases.has(path)) throw new Error(`There are two tests named ${path}`)
  cases.set(path, async () => {
    try {
      await body()
    } finally {
      for (const hook of hooks.flat()) hook()
    }
  })
}

/** A test that holds where its body does not. */
it.fails = (name: string, body: Body): void =>
  it(name, async () => {
    const fails = await body().then(
      () => false,
      () => true,
    )
    if (!fails) throw new Error('Expect test to fail')
  })

const RealDate = Date

function setSystemTime(now: number | Date): void {
  const time = Number(now)
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, values) => Reflect.construct(target, values.length === 0 ? [time] : values),
    get: (target, property) =>
      property === 'now' ? () => time : Reflect.get(target, property, target),
  })
}

export const vi = {
  setSystemTime,
  useFakeTimers: ({ now }: { now: number | Date }) => setSystemTime(now),
  useRealTimers() {
    globalThis.Date = RealDate
  },
  /** Only with `mockImplementation()`. */
  spyOn<Name extends string>(target: Record<Name, unknown>, name: Name) {
    const original = target[name]
    const calls: unknown[][] = []
    const spy = {
      mock: { calls },
      mockImplementation(implementation: (...values: unknown[]) => unknown) {
        target[name] = (...values: unknown[]) => {
          calls.push(values)
          return implementation(...values)
        }
        return spy
      },
      mockRestore() {
        target[name] = original
      },
    }
    return spy
  },
}
