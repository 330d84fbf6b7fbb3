export const load = ({ locals }) => ({ name: locals.session?.user.userId ?? 'nobody' })
