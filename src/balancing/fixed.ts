import type { Backend } from './balancer.ts'

const keys: readonly (keyof Backend)[] = ['id', 'weight', 'connections', 'healthy']

/** Whether neither the array nor any backend of it can ever change: what is known of it then holds for good. */
export function areFixed(backends: readonly Backend[]): boolean {
  return Object.isFrozen(backends) && backends.every(isFixed)
}

/** A getter or a class could answer differently each time, frozen or not. */
function isFixed(backend: Backend): boolean {
  return (
    Object.isFrozen(backend) &&
    Object.getPrototypeOf(backend) === Object.prototype &&
    keys.every((key) => Object.getOwnPropertyDescriptor(backend, key)?.get === undefined)
  )
}
