/** The pages with a form: what they are called, and the one that they lead to. */
export const forms = {
  'sign-up': { action: 'signUp', title: 'Sign up', other: '<a href="/sign-in">Sign in</a>' },
  'sign-in': { action: 'signIn', title: 'Sign in', other: '<a href="/sign-up">Sign up</a>' },
} as const

/** How the code of a framework does what signing up and in have in common. */
interface Words {
  /** What people sign in with: the name of a variable, beside `password`. */
  attribute: string
  /** The expression that is Lucia. */
  auth: string
  /** The statement that begins a session of `userId`. */
  begin: string
  /** The statement that refuses with a reason. */
  refuse(problem: string, status: 400 | 409): string
}

/** The statements that make a user, and begin a session. */
export function signUpCode({ attribute, auth, begin, refuse }: Words): string[] {
  return [
    `if (!${attribute}) ${refuse(`Give your ${attribute}.`, 400)}`,
    'if (password.length < 8 || password.length > 255) {',
    `  ${refuse('A password has 8 to 255 characters.', 400)}`,
    '}',
    'try {',
    `  const key = { providerId: '${attribute}', providerUserId: ${attribute}, password }`,
    `  const { userId } = await ${auth}.createUser({ key, attributes: { ${attribute} } })`,
    `  ${begin}`,
    '} catch (error) {',
    '  const isTaken =',
    "    error instanceof UniqueConstraintError || isLuciaError(error, 'AUTH_DUPLICATE_KEY_ID')",
    '  if (!isTaken) throw error',
    `  ${refuse(`This ${attribute} is taken.`, 409)}`,
    '}',
  ]
}

/** The statements that check a password, and begin a session. */
export function signInCode({ attribute, auth, begin, refuse }: Words): string[] {
  return [
    'try {',
    `  const { userId } = await ${auth}.useKey('${attribute}', ${attribute}, password)`,
    `  ${begin}`,
    '} catch (error) {',
    '  if (!isLuciaError(error)) throw error',
    `  ${refuse(`Wrong ${attribute} or password.`, 400)}`,
    '}',
  ]
}
