/** What an app does for each form, over its set-up. */
export function createApp(setup) {
  const { auth } = setup
  const who = async (authRequest) => (await authRequest.validate())?.user.userId ?? 'nobody'
  return {
    setup,
    auth,
    who,
    /** Where a form leads to, or who has sent it. */
    async post(path, authRequest, { name = '', password = '' } = {}) {
      if (path === '/form') return await who(authRequest)
      if (path === '/sign-out') {
        const session = await authRequest.validate()
        if (session) await auth.invalidateSession(session.sessionId)
        authRequest.setSession(null)
        return undefined
      }
      const key = { providerId: 'name', providerUserId: name, password }
      const { userId } =
        path === '/sign-up'
          ? await auth.createUser({ userId: name, key })
          : await auth.useKey('name', name, password)
      authRequest.setSession(await auth.createSession({ userId }))
      return undefined
    },
  }
}
