// Lucia v2's declarations name a global `Lucia` namespace, which every app has to declare. This is
// the fallback for apps that do not: TypeScript takes a module's UMD name for a global only where
// nothing else declares it. The re-export matters: names that stand here themselves would clash
// with those of an app that does declare the namespace.
export * from './namespace-members.js'
export as namespace Lucia
