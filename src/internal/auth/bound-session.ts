import { type ClientAttributes, clientAttributes } from '../../client.ts'
import { SetupError } from '../../errors.ts'
import { assertOptions, invalidOption, matches, type RulesOf } from '../rules.ts'
import { type ClientOptions, clientRules } from './client-rules.ts'

/** What a middleware does beside validating the session. */
export interface SessionOptions extends ClientOptions {
  /**
   * Ends a session when these attributes of its client are no longer what they were at its start:
   * for `true`, country and user agent. Attributes that a session does not have bind it to nothing.
   * `getSessionAttributes` must show them; `addressHash` needs the `key` as well.
   */
  bindTo?: true | readonly (keyof ClientAttributes)[] | undefined
}

const rules: RulesOf<SessionOptions> = {
  ...clientRules,
  bindTo: [
    'true, or a list of attributes',
    (value: unknown) => value === true || Array.isArray(value),
    [
      "'userAgent', 'country' or 'addressHash'",
      (value) => matches(value, /^(userAgent|country|addressHash)$/),
    ],
  ],
}

/** Throws a `SetupError` for options that are wrong, or that would bind sessions to nothing. */
export function assertSessionOptions(path: string, options: SessionOptions): void {
  assertOptions(path, options, rules)
  if (options.key !== undefined || !Object(options.bindTo).includes?.('addressHash')) return
  throw invalidOption(
    `${path}.bindTo`,
    "must not have 'addressHash' without a key, which it is made with",
  )
}

/** Whether a session is used by another client than the one that it is bound to. */
export async function hasMoved(
  session: object,
  request: Pick<Request, 'headers'>,
  { bindTo, ...options }: SessionOptions,
): Promise<boolean> {
  if (bindTo === undefined) return false
  const client = await clientAttributes(request, options)
  const names = bindTo === true ? (['country', 'userAgent'] as const) : bindTo
  return names.some((name) => {
    const bound: unknown = Reflect.get(session, name)
    if (bound === undefined) {
      throw new SetupError(
        'INVALID_OPTIONS',
        `bindTo must see session.${name} to bind sessions to it: return it from getSessionAttributes()`,
      )
    }
    return bound !== null && bound !== client[name]
  })
}
