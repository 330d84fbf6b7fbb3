export const GET = ({ locals: { session } }) =>
  fetch(`data:text/plain,${session?.user.username ?? session?.user.userId}`)
