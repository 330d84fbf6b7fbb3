// The oldest version of the range has no types of its own.
declare module 'pg-oldest' {
  export { default } from 'pg'
}
