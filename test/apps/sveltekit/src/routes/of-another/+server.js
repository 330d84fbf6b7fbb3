export const GET = ({ locals }) => fetch(`data:text/plain,${locals.session?.user.userId}`)
